package io.gatehouse.awsquery;

import io.gatehouse.model.Refusal;

import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes AWS Query answers: XML in the API's namespace, dates as {@code YYYY-MM-DDThh:mm:ssZ},
 * policy documents of IAM percent-encoded (SEMANTICS 10). A list or map that the handler set is
 * written even when it is empty; what it did not set is left out. Safe for all threads.
 */
public final class AwsXml {

    /** Of both kinds of answer. */
    public static final String CONTENT_TYPE = "text/xml;charset=utf-8";

    /** Members of IAM's answers that hold a policy document. */
    private static final Set<String> DOCUMENTS =
            Set.of("AssumeRolePolicyDocument", "PolicyDocument", "Document");

    /** Operations whose result has no members and yet its element, which botocore looks for. */
    private static final Set<String> EMPTY_RESULTS = Set.of("UpdateRole");

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final AwsApi api;
    private final XmlText xml = new XmlText();

    private AwsXml(AwsApi api) {
        this.api = api;
    }

    /** The whole document of a successful answer. */
    public static byte[] answer(Operation operation, AwsResponse response, String requestId) {
        AwsXml writer = new AwsXml(operation.api());
        XmlText xml = writer.xml;
        String root = operation.name() + "Response";
        xml.open(root, operation.api().namespace());
        List<SdkField<?>> fields = response.sdkFields();
        if (!fields.isEmpty() || EMPTY_RESULTS.contains(operation.name())) {
            xml.open(operation.name() + "Result");
            writer.members(response);
            xml.close(operation.name() + "Result");
        }
        xml.open("ResponseMetadata");
        xml.element("RequestId", requestId);
        xml.close("ResponseMetadata");
        xml.close(root);
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The whole document of an error. */
    public static byte[] error(AwsApi api, Refusal refusal, String requestId) {
        XmlText xml = new XmlText();
        xml.open("ErrorResponse", api.namespace());
        xml.open("Error");
        xml.element("Type", refusal.code().isSender() ? "Sender" : "Receiver");
        xml.element("Code", refusal.code().awsCode());
        xml.element("Message", refusal.message());
        xml.close("Error");
        xml.element("RequestId", requestId);
        xml.close("ErrorResponse");
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void members(SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            boolean isAbsent =
                    value == null
                            || value instanceof SdkAutoConstructList
                            || value instanceof SdkAutoConstructMap;
            if (!isAbsent) {
                member(field, field.locationName(), value);
            }
        }
    }

    private void member(SdkField<?> field, String name, Object value) {
        switch (value) {
            case SdkPojo pojo -> {
                xml.open(name);
                members(pojo);
                xml.close(name);
            }
            case List<?> list -> list(field.getRequiredTrait(ListTrait.class), name, list);
            case Map<?, ?> map -> map(field.getRequiredTrait(MapTrait.class), name, map);
            case Instant instant -> xml.element(name, SECONDS.format(instant));
            case SdkBytes bytes ->
                    xml.element(
                            name,
                            java.util.Base64.getEncoder().encodeToString(bytes.asByteArray()));
            case String text when api == AwsApi.IAM && DOCUMENTS.contains(name) ->
                    xml.element(name, PercentEncoding.encode(text));
            default -> xml.element(name, value.toString());
        }
    }

    private void list(ListTrait trait, String name, List<?> list) {
        String memberName =
                trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        xml.open(name);
        for (Object item : list) {
            member(trait.memberFieldInfo(), memberName, item);
        }
        xml.close(name);
    }

    private void map(MapTrait trait, String name, Map<?, ?> map) {
        xml.open(name);
        map.forEach((key, value) -> {
            xml.open("entry");
            xml.element(trait.keyLocationName(), key.toString());
            member(trait.valueFieldInfo(), trait.valueLocationName(), value);
            xml.close("entry");
        });
        xml.close(name);
    }
}
