package io.gatehouse.snapshot;

import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policy.decision.ResourcePattern;
import io.gatehouse.snapshot.IdentityTables.GroupRow;
import io.gatehouse.snapshot.IdentityTables.KeyRow;
import io.gatehouse.snapshot.IdentityTables.RoleRow;
import io.gatehouse.snapshot.PolicyTables.AttachedRow;
import io.gatehouse.snapshot.PolicyTables.GuardrailRows;
import io.gatehouse.snapshot.PolicyTables.InlineRow;
import io.gatehouse.snapshot.PolicyTables.ManagedRow;
import io.gatehouse.snapshot.PolicyTables.PrincipalRow;
import io.gatehouse.snapshot.PolicyTables.ResourceRow;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what {@link ImageWriter} wrote. */
final class ImageReader {

    private final ImageInput in;
    private final Map<LogId, LogPosition> positions = new HashMap<>();

    ImageReader(ImageInput in) {
        this.in = in;
    }

    SnapshotImage read() throws IOException {
        List<SnapshotImage.FeedState> feeds = in.list(this::feed);
        for (SnapshotImage.FeedState feed : feeds) {
            positions.put(LogId.of(feed.position()), feed.position());
        }
        return new SnapshotImage(in.list(this::account), feeds);
    }

    private SnapshotImage.FeedState feed() throws IOException {
        LogPosition position =
                new LogPosition(
                        PolicyOwner.parse(in.text()),
                        LogName.parse(in.text()),
                        in.text(),
                        in.readLong());
        return new SnapshotImage.FeedState(position, in.readLong(), in.text(), in.texts());
    }

    private AccountView account() throws IOException {
        PolicyOwner owner = PolicyOwner.parse(in.text());
        List<String> identityPast = in.texts();
        List<String> policyPast = in.texts();
        return new AccountView(
                owner,
                identity(),
                policy(),
                status(new LogId(owner, LogName.IDENTITY)),
                status(new LogId(owner, LogName.POLICY)),
                identityPast,
                policyPast,
                new ResolvedSets());
    }

    private LogStatus status(LogId id) {
        LogPosition position = positions.get(id);
        return position == null ? LogStatus.ABSENT : new LogStatus.Current(position);
    }

    private IdentityTables identity() throws IOException {
        boolean hasAccount = in.readBoolean();
        UserTable users = UserTable.readFrom(in);
        List<RoleRow> roles = in.list(this::role);
        PersistentMap<String, String> roleNames = PersistentMap.empty();
        for (RoleRow role : roles) {
            roleNames = roleNames.with(IdentityTables.folded(role.name()), role.id());
        }
        List<GroupRow> groups = in.list(() -> new GroupRow(in.text(), in.text(), in.text()));
        PersistentMap<String, KeyRow> keys =
                PersistentMap.of(
                        in.list(() ->
                                Map.entry(in.text(), new KeyRow(in.text(), in.readBoolean()))));
        return new IdentityTables(
                hasAccount,
                users,
                by(RoleRow::id, roles),
                roleNames,
                by(GroupRow::id, groups),
                keys,
                in.texts(),
                in.readBoolean());
    }

    private RoleRow role() throws IOException {
        return new RoleRow(in.text(), in.text(), in.text(), in.text(), in.textsByName(), in.text());
    }

    private PolicyTables policy() throws IOException {
        List<ManagedRow> managed =
                in.list(() -> new ManagedRow(in.text(), in.text(), in.text(), in.text()));
        PersistentMap<String, String> arns = PersistentMap.empty();
        for (ManagedRow row : managed) {
            arns = arns.with(row.arn(), row.id());
        }
        PersistentMap<String, PrincipalRow> principals = PersistentMap.of(in.list(this::holder));
        GuardrailRows guardrails =
                in.readBoolean()
                        ? new GuardrailRows(
                                in.list(() -> in.list(this::inline)),
                                in.list(() -> in.list(this::inline)))
                        : null;
        return new PolicyTables(
                by(ManagedRow::id, managed),
                arns,
                principals,
                guardrails,
                by(ResourceRow::id, in.list(this::registered)));
    }

    private Map.Entry<String, PrincipalRow> holder() throws IOException {
        return Map.entry(
                in.text(),
                new PrincipalRow(
                        in.list(() -> new AttachedRow(in.text(), in.text())),
                        in.list(this::inline)));
    }

    private ResourceRow registered() throws IOException {
        return new ResourceRow(in.text(), ResourcePattern.of(in.text()), in.text());
    }

    private InlineRow inline() throws IOException {
        return new InlineRow(in.text(), in.text());
    }

    private static <R> PersistentMap<String, R> by(Function<R, String> id, List<R> rows) {
        return PersistentMap.of(rows.stream().map(row -> Map.entry(id.apply(row), row)).toList());
    }
}
