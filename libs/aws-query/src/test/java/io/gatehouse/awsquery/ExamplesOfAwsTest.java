package io.gatehouse.awsquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The example requests of AWS's API models, written as forms, are read. */
class ExamplesOfAwsTest {

    @ParameterizedTest
    @EnumSource(AwsApi.class)
    void every_example_request_of_aws_is_read(AwsApi api) throws IOException {
        Path file =
                Path.of(
                        System.getProperty("gatehouse.shared.data", ""),
                        "aws-api",
                        "%s-%s-examples.json".formatted(api.vendor(), api.version()));
        assumeTrue(Files.exists(file), "skipped: the examples of AWS are not at " + file);
        JsonNode examples = new ObjectMapper().readTree(file.toFile()).get("examples");
        AwsQuery query = new AwsQuery();
        List<String> refused = new ArrayList<>();
        int count = 0;
        for (var operation : examples.properties()) {
            for (JsonNode example : operation.getValue()) {
                StringBuilder form = new StringBuilder("Action=" + operation.getKey());
                form.append("&Version=").append(api.version());
                if (example.has("input")) {
                    write(form, "", example.get("input"));
                }
                count++;
                if (query.read(form.toString().getBytes(StandardCharsets.UTF_8))
                        instanceof AwsQuery.Reading.Refused no) {
                    refused.add(operation.getKey() + ": " + no.refusal().message());
                }
            }
        }
        assertThat(count).isGreaterThan(5);
        assertThat(refused).isEmpty();
    }

    private static void write(StringBuilder form, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member ->
                            write(
                                    form,
                                    path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                                    member.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                write(form, path + ".member." + (i + 1), value.get(i));
            }
        } else {
            form.append('&').append(path).append('=');
            form.append(PercentEncoding.encode(value.asText()));
        }
    }
}
