package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.UsageRecords;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.contracts.usage.v1.UsageRecord;
import io.gatehouse.contracts.usage.v1.UsageTotal;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Usage on a real topic, the ledger that it becomes, and who may see it. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class UsageTest {

    private static final UsageRecords RECORDS = new UsageRecords(Topic.MAC);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ALICE = "AIDAALICEUSAGEALICEAA";

    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final String month = YearMonth.from(hour.atOffset(ZoneOffset.UTC)).toString();

    @Inject FakeNeighbours.Authz authz;
    @Inject Pool pool;

    @AfterEach
    void allow() {
        authz.allowAll();
    }

    @Test
    void totals_that_come_twice_late_or_in_another_order_are_counted_once() {
        AccountId account = new AccountId("600000000001");
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        List<WireRecord> records =
                Arrays.asList(
                        record(account, first, total(ALICE, "s3", "GetObject", 5)),
                        record(account, first, total(ALICE, "s3", "GetObject", 7)),
                        record(account, first, total(ALICE, "s3", "PutObject", 1)),
                        record(account, second, total(ALICE, "s3", "GetObject", 2)),
                        record(account, second, total("-", "s3", "ListBuckets", 1)));
        Topic.send(records);
        Collections.reverse(records);
        Topic.send(records);
        Topic.send(List.of(record(account, first, total(ALICE, "s3", "ListBuckets", 1))));

        awaitTotal(account, 12);
        usage(account, "group_by=service,action")
                .body("rows.find { it.action == 'GetObject' }.count", is(9))
                .body("rows.find { it.action == 'PutObject' }.count", is(1));
    }

    @Test
    void a_record_that_is_not_ours_bills_nobody() {
        AccountId account = new AccountId("600000000002");
        WireRecord honest =
                record(account, UUID.randomUUID().toString(), total(ALICE, "s3", "GetObject", 1));
        UsageRecord forged =
                UsageRecord.newBuilder()
                        .setIncarnation("forged")
                        .setAccount(account.digits())
                        .setHour(hour.getEpochSecond())
                        .addTotals(total(ALICE, "s3", "GetObject", 1000))
                        .build();
        Topic.send(
                List.of(
                        new WireRecord(
                                honest.topic(),
                                honest.partition(),
                                honest.key(),
                                ByteString.copyFrom(forged.toByteArray()),
                                honest.headers()),
                        honest));
        awaitTotal(account, 1);
    }

    @Test
    void principals_are_shown_by_name_and_time_by_hour_day_or_month() {
        AccountId account = new AccountId("600000000003");
        awaitReached(account, publishAlice(account, false));
        Topic.send(
                List.of(
                        record(
                                account,
                                UUID.randomUUID().toString(),
                                total(ALICE, "s3", "GetObject", 3),
                                total(account.digits(), "s3", "ListBuckets", 2),
                                total("AIDAGONEGONEGONEGONEG", "s3", "GetObject", 1))));
        awaitTotal(account, 6);
        usage(account, "group_by=principal,month&service=s3&from=" + month)
                .body("rows", hasSize(3))
                .body("rows[0].principal", equalTo(ALICE))
                .body("rows[0].principal_name", equalTo("user/team/alice"))
                .body("rows[0].period", equalTo(month))
                .body("rows[1].principal_name", equalTo("root"))
                .body("rows[2].principal_name", nullValue());
        String shown = hour.toString().substring(0, 13);
        usage(account, "group_by=hour,action&principal=alice")
                .body("rows", hasSize(1))
                .body("rows[0].period", equalTo(shown))
                .body("rows[0].count", is(3));
        usage(account, "group_by=day&service=S3&to=" + hour.plus(Duration.ofHours(1)))
                .body("rows[0].period", equalTo(shown.substring(0, 10)))
                .body("total", is(6));
        usage(account, "to=" + hour).body("rows", empty());
    }

    @Test
    void csv_has_a_line_of_names_and_no_formulas() {
        AccountId account = new AccountId("600000000004");
        Topic.send(
                List.of(
                        record(
                                account,
                                UUID.randomUUID().toString(),
                                total("unknown", "s3", "=cmd|,\"x", 2))));
        awaitTotal(account, 2);
        String csv =
                usage(account, "group_by=principal,action&service=s3&format=csv")
                        .contentType("text/csv")
                        .extract()
                        .asString();
        assertThat(csv)
                .isEqualToNormalizingNewlines(
                        """
                        principal,principal_name,action,count
                        unknown,,"'=cmd|,""x",2
                        """);
    }

    @Test
    void an_account_s_usage_is_for_its_own_permitted_principals_alone() {
        AccountId account = new AccountId("600000000005");
        Caller.root(new AccountId("600000000006"))
                .ask("/api/usage", "account=" + account)
                .statusCode(403)
                .body("code", equalTo("AccessDenied"));
        authz.deny("gatehouse:GetUsage", "no usage for you");
        Caller.user(account, "bob").ask("/api/usage", "").statusCode(403);
        Caller.user(account, "bob").ask("/api/usage/statement", "").statusCode(403);
        assertThat(authz.last("gatehouse:GetUsage").resource())
                .isEqualTo("arn:aws:gatehouse:::account/600000000005");
    }

    @Test
    void what_is_no_question_is_refused_with_what_is_wrong() {
        AccountId account = new AccountId("600000000007");
        for (List<String> wrong :
                List.of(
                        List.of("group_by=colour", "`colour`"),
                        List.of("group_by=hour,day", "one of hour, day, month"),
                        List.of("from=yesterday", "`yesterday`"),
                        List.of("from=2026-11-02&to=2026-11-01", "is not before"),
                        List.of("format=xml", "`xml`"),
                        List.of("account=12", "`12`"),
                        List.of("until=2026", "`until`"))) {
            Caller.root(account)
                    .ask("/api/usage", wrong.get(0))
                    .statusCode(400)
                    .body("detail", containsString(wrong.get(1)));
        }
    }

    @Test
    void a_month_is_billed_by_its_price_list() {
        AccountId account = new AccountId("600000000008");
        Caller root = Caller.root(account).seeing(publishAlice(account, true));
        String list =
                """
                {"from": "%s", "currency": "EUR", "prices": [
                  {"service": "s3", "action": "GetObject", "price": "0.50", "per": 1000},
                  {"service": "s3", "price": "0.01"}]}
                """
                        .formatted(month);
        awaitFirst(root, list);
        Topic.send(
                List.of(
                        record(
                                account,
                                UUID.randomUUID().toString(),
                                total(ALICE, "s3", "GetObject", 1_234),
                                total(ALICE, "s3", "PutObject", 3),
                                total(ALICE, "iam", "GetUser", 9))));
        awaitTotal(account, 1_237);
        root.ask("/api/usage/statement", "month=" + month)
                .statusCode(200)
                .body("currency", equalTo("EUR"))
                .body("amount", equalTo("0.65"))
                .body("lines.find { it.action == 'GetObject' }.amount", equalTo("0.617"))
                .body("lines.find { it.action == 'PutObject' }.price", equalTo("0.01"))
                .body("lines.find { it.action == 'GetUser' }.price", nullValue())
                .body("lines.find { it.action == 'GetUser' }.amount", equalTo("0"));
        root.ask("/api/usage/statement", "month=2020-01").body("currency", nullValue());
        root.ask("/api/usage/prices", "").body("lists[0].prices", hasSize(2));
        root.api("/api/usage/prices", list.replace(month, "2020-01"))
                .statusCode(400)
                .body("detail", containsString("it is over"));
        root.api("/api/usage/prices", list.replace("0.50", "-1")).statusCode(400);
        Caller.root(new AccountId("600000000009")).api("/api/usage/prices", list).statusCode(403);
        Topic.awaitEvent(
                event -> Topic.header(event, "ce_type").equals("io.gatehouse.price-list.set.v1"));
    }

    @Test
    void a_process_that_fell_silent_without_an_end_is_told() {
        AccountId account = new AccountId("600000000010");
        String lost = UUID.randomUUID().toString();
        Topic.send(List.of(record(account, lost, total(ALICE, "s3", "GetObject", 1))));
        awaitTotal(account, 1);
        String before = hoursIncomplete(account).toString();
        pool.preparedQuery(
                        """
                        update usage_incarnation set last_heard = now() - interval '11 minutes'
                        where incarnation = $1
                        """)
                .execute(Tuple.of(lost))
                .await()
                .atMost(PATIENCE);
        assertThat(before).doesNotContain(hour.toString());
        assertThat(hoursIncomplete(account)).contains(hour.toString());
        Topic.send(
                List.of(
                        RECORDS.of(
                                UsageRecord.newBuilder()
                                        .setIncarnation(lost)
                                        .setHour(hour.getEpochSecond())
                                        .setFinal(true)
                                        .build())));
        await(() -> !hoursIncomplete(account).contains(hour.toString()));
    }

    @Test
    void calls_to_this_very_service_are_in_the_ledger() {
        AccountId account = new AccountId("600000000011");
        Caller.root(account).ask("/api/usage", "from=2020-01").statusCode(200);
        Caller.root(account).ask("/api/usage", "from=nonsense").statusCode(400);
        Caller.root(account).call("ListPolicies").statusCode(200);
        await(() ->
                usage(account, "group_by=service,action&service=iam")
                                .extract()
                                .<Integer>path("total")
                        == 1);
        assertThat(
                        usage(account, "group_by=action&service=gatehouse")
                                .extract()
                                .<String>path("rows[0].action"))
                .isEqualTo("GET:/api/usage");
    }

    private List<String> hoursIncomplete(AccountId account) {
        return usage(account, "").extract().path("incomplete_hours");
    }

    private static ValidatableResponse usage(AccountId account, String query) {
        return Caller.root(account).ask("/api/usage", query).statusCode(200);
    }

    /** Of s3 alone: asking is billed too. */
    private static void awaitTotal(AccountId account, long wanted) {
        await(() ->
                usage(account, "group_by=service&service=s3").extract().<Integer>path("total")
                        >= wanted);
    }

    private void awaitReached(AccountId account, Revision at) {
        Caller seeing = Caller.root(account).seeing(at);
        await(() ->
                seeing.call("ListAttachedUserPolicies", "UserName", "alice").extract().statusCode()
                        == 200);
    }

    private static void awaitFirst(Caller root, String list) {
        await(() -> root.api("/api/usage/prices", list).extract().statusCode() == 200);
    }

    private static Revision publishAlice(AccountId account, boolean isFirst) {
        LogPosition at = new LogPosition(account, LogName.IDENTITY, "e1", 1);
        Topic.send(
                new FactRecords(LogName.IDENTITY, Topic.MAC)
                        .of(
                                new FactPlacement(at, 0, Revision.NONE, Instant.EPOCH),
                                List.of(
                                        Fact.newBuilder()
                                                .setAccountFact(
                                                        AccountFact.newBuilder()
                                                                .setFirstAccount(isFirst)),
                                        Fact.newBuilder()
                                                .setUser(
                                                        UserFact.newBuilder()
                                                                .setId(alice(account))
                                                                .setName("alice")
                                                                .setPath("/team/")))));
        return Revision.of(at);
    }

    private static String alice(AccountId account) {
        return account.digits().equals("600000000003") ? ALICE : "AIDA" + account.digits();
    }

    private WireRecord record(AccountId account, String incarnation, UsageTotal... totals) {
        return RECORDS.of(
                UsageRecord.newBuilder()
                        .setIncarnation(incarnation)
                        .setProcess("authz")
                        .setNode("test")
                        .setAccount(account.digits())
                        .setHour(hour.getEpochSecond())
                        .addAllTotals(List.of(totals))
                        .build());
    }

    private UsageTotal total(String principal, String service, String action, long total) {
        return UsageTotal.newBuilder()
                .setPrincipal(principal)
                .setService(service)
                .setAction(action)
                .setTotal(total)
                .setLastUsed(hour.getEpochSecond() + 1)
                .build();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }
}
