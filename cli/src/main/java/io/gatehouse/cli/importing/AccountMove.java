package io.gatehouse.cli.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.gatehouse.cli.importing.ImportContents.Attached;
import io.gatehouse.cli.importing.ImportContents.Group;
import io.gatehouse.cli.importing.ImportContents.Identity;
import io.gatehouse.cli.importing.ImportContents.Inline;
import io.gatehouse.cli.importing.ImportContents.Managed;
import io.gatehouse.cli.importing.ImportContents.Role;
import io.gatehouse.cli.importing.ImportContents.User;
import io.gatehouse.cli.importing.ImportContents.Version;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts everything into one account ({@code --into}): entities, and in trust and policies the
 * account of every ARN and every principal that is a bare account, wherever it is an account that
 * the import itself fills. Other accounts, and AWS's own policies, stay as they are.
 */
final class AccountMove {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Set<String> from = new HashSet<>();
    private final AccountId to;

    private AccountMove(ImportContents contents, AccountId to) {
        this.to = to;
        contents.groups().forEach(group -> from.add(group.identity().account().digits()));
        contents.users().forEach(user -> from.add(user.identity().account().digits()));
        contents.roles().forEach(role -> from.add(role.identity().account().digits()));
        contents.managed().forEach(policy -> from.add(policy.owner().text()));
        from.remove(io.gatehouse.model.PolicyOwner.AWS.text());
    }

    /** The same contents, all in {@code to}. */
    static ImportContents apply(ImportContents contents, AccountId to) {
        AccountMove move = new AccountMove(contents, to);
        return new ImportContents(
                contents.groups().stream()
                        .map(group -> new Group(move.identity(group.identity())))
                        .toList(),
                contents.users().stream().map(move::user).toList(),
                contents.roles().stream().map(move::role).toList(),
                contents.managed().stream().map(move::managed).toList(),
                contents.inline().stream().map(move::inline).toList(),
                contents.attached().stream().map(move::attached).toList());
    }

    private Identity identity(Identity before) {
        return new Identity(to, before.id(), before.name(), before.path(), before.created());
    }

    private User user(User before) {
        return new User(
                identity(before.identity()),
                before.tags(),
                before.groups(),
                before.boundary().map(this::text));
    }

    private Role role(Role before) {
        return new Role(
                identity(before.identity()),
                before.tags(),
                before.boundary().map(this::text),
                before.description(),
                before.maxSessionSeconds(),
                before.isServiceLinked(),
                document(before.trust()));
    }

    private Managed managed(Managed before) {
        if (!from.contains(before.owner().text())) {
            return before;
        }
        List<Version> versions = new ArrayList<>();
        for (Version version : before.versions()) {
            versions.add(
                    new Version(
                            version.id(),
                            document(version.document()),
                            version.isDefault(),
                            version.created()));
        }
        return new Managed(
                to,
                text(before.arn()),
                before.id(),
                before.name(),
                before.path(),
                before.created(),
                before.description(),
                versions);
    }

    private Inline inline(Inline before) {
        return new Inline(
                to, before.type(), before.principal(), before.name(), document(before.document()));
    }

    private Attached attached(Attached before) {
        return new Attached(to, before.type(), before.principal(), text(before.policyArn()));
    }

    private String document(String policy) {
        try {
            return JSON.writeValueAsString(moved(JSON.readTree(policy), Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the parser took a policy that is no JSON", e);
        }
    }

    private JsonNode moved(JsonNode node, Optional<String> field) {
        if (node.isObject()) {
            ObjectNode copy = JSON.createObjectNode();
            node.properties()
                    .forEach(entry ->
                            copy.set(
                                    entry.getKey(),
                                    moved(entry.getValue(), Optional.of(entry.getKey()))));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.createArrayNode();
            node.forEach(element -> copy.add(moved(element, field)));
            return copy;
        }
        if (!node.isTextual()) {
            return node;
        }
        boolean isPrincipal = field.filter("AWS"::equals).isPresent();
        return isPrincipal && from.contains(node.textValue())
                ? TextNode.valueOf(to.digits())
                : TextNode.valueOf(text(node.textValue()));
    }

    /** An ARN of a moved account becomes one of the new account; any other text stays. */
    private String text(String text) {
        if (!Arn.isArn(text)) {
            return text;
        }
        Arn arn = Arn.parse(text);
        return from.contains(arn.account())
                ? new Arn(arn.partition(), arn.service(), arn.region(), to.digits(), arn.resource())
                        .toString()
                : text;
    }
}
