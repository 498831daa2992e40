package io.gatehouse.snapshot;

import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.snapshot.IdentityTables.GroupRow;
import io.gatehouse.snapshot.IdentityTables.RoleRow;
import io.gatehouse.snapshot.PolicyTables.GuardrailRows;
import io.gatehouse.snapshot.PolicyTables.InlineRow;
import io.gatehouse.snapshot.PolicyTables.ManagedRow;
import io.gatehouse.snapshot.PolicyTables.ResourceRow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the tables of an image. Whoever adds to the tables adds here and in {@link ImageReader}
 * (which does not compile before), and counts {@link SnapshotFile#FORMAT} up.
 */
final class ImageWriter {

    private final ImageOutput out;

    ImageWriter(ImageOutput out) {
        this.out = out;
    }

    void write(SnapshotImage image) throws IOException {
        out.list(image.feeds(), this::feed);
        out.list(image.accounts(), this::account);
    }

    private void feed(SnapshotImage.FeedState feed) throws IOException {
        LogPosition position = feed.position();
        out.text(position.owner().text());
        out.text(position.log().wire());
        out.text(position.epoch());
        out.writeLong(position.number());
        out.writeLong(feed.factNumber());
        out.text(feed.republication());
        out.texts(feed.pastEpochs());
    }

    private void account(AccountView account) throws IOException {
        out.text(account.owner().text());
        for (LogName log : LogName.values()) {
            out.texts(account.pastEpochs(log));
        }
        identity(account.identity());
        policy(account.policy());
    }

    private void identity(IdentityTables tables) throws IOException {
        out.writeBoolean(tables.hasAccount());
        tables.users().writeTo(out);
        out.values(tables.roles(), this::role);
        out.values(tables.groups(), this::group);
        List<Map.Entry<String, IdentityTables.KeyRow>> keys = new ArrayList<>();
        tables.keys().forEach((id, row) -> keys.add(Map.entry(id, row)));
        out.list(
                keys,
                entry -> {
                    out.text(entry.getKey());
                    out.text(entry.getValue().principalId());
                    out.writeBoolean(entry.getValue().isActive());
                });
        out.texts(tables.rootKeys());
        out.writeBoolean(tables.isFirst());
    }

    private void role(RoleRow role) throws IOException {
        out.text(role.id());
        out.text(role.name());
        out.text(role.path());
        out.text(role.trustPolicy());
        out.texts(role.tags());
        out.text(role.boundaryArn());
    }

    private void group(GroupRow group) throws IOException {
        out.text(group.id());
        out.text(group.name());
        out.text(group.path());
    }

    private void policy(PolicyTables tables) throws IOException {
        out.values(tables.managed(), this::managed);
        List<String> holders = new ArrayList<>();
        tables.principals().forEach((id, _) -> holders.add(id));
        out.list(
                holders,
                id -> {
                    PolicyTables.PrincipalRow row = tables.principals().get(id);
                    out.text(id);
                    if (row == null) {
                        throw new IllegalStateException("a key without a value");
                    }
                    out.list(
                            row.attached(),
                            attached -> {
                                out.text(attached.arn());
                                out.text(attached.id());
                            });
                    out.list(row.inline(), this::inline);
                });
        GuardrailRows guardrails = tables.guardrails();
        out.writeBoolean(guardrails != null);
        if (guardrails != null) {
            out.list(guardrails.serviceControl(), level -> out.list(level, this::inline));
            out.list(guardrails.resourceControl(), level -> out.list(level, this::inline));
        }
        out.values(tables.resources(), this::registered);
    }

    private void registered(ResourceRow policy) throws IOException {
        out.text(policy.id());
        out.text(policy.pattern().toString());
        out.text(policy.document());
    }

    private void managed(ManagedRow policy) throws IOException {
        out.text(policy.id());
        out.text(policy.arn());
        out.text(policy.version());
        out.text(policy.document());
    }

    private void inline(InlineRow policy) throws IOException {
        out.text(policy.name());
        out.text(policy.document());
    }
}
