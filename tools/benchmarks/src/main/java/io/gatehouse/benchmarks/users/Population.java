package io.gatehouse.benchmarks.users;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.AttachedPolicy;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.contracts.facts.v1.ManagedPolicyFact;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The population of PERFORMANCE (seed 42): accounts of 100 to 100,000 users, 5,000 policies of 5 to
 * 40 statements, groups of three policies each, one to five groups a user. As signed facts, in the
 * order in which services publish them.
 */
public final class Population {

    static final FactMac MAC = new FactMac(Map.of("bench", new byte[32]));
    private static final int POLICIES = 5_000;
    private static final int IN_ONE_NUMBER = 500;

    private final Random chance = new Random(42);
    private final List<Account> accounts = new ArrayList<>();
    private final int size;
    private final FactMac mac;
    private final String resourceAccount;

    /** One account: what its users may is told by its groups' documents. */
    static final class Account {
        final AccountId id;
        final int users;
        final List<String> policyArns = new ArrayList<>();
        final List<String> documents = new ArrayList<>();
        final List<String> groupIds = new ArrayList<>();
        final List<int[]> policiesOfGroup = new ArrayList<>();

        Account(AccountId id, int users) {
            this.id = id;
            this.users = users;
        }

        String userName(int number) {
            return "user-" + number;
        }

        String userArn(int number) {
            return "arn:aws:iam::" + id.digits() + ":user/" + userName(number);
        }

        /** One to five; the same for the same user at any time. */
        int[] groupsOf(int number) {
            Random own = new Random(number * 31L + id.hashCode());
            int[] groups = new int[1 + own.nextInt(5)];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = own.nextInt(groupIds.size());
            }
            return groups;
        }
    }

    Population(int users) {
        this(users, MAC, "123456789012");
    }

    /**
     * @param mac signs the facts
     * @param resourceAccount of the ARNs in policies and questions; may be empty
     */
    public Population(int users, FactMac mac, String resourceAccount) {
        this.resourceAccount = resourceAccount;
        this.size = users;
        this.mac = mac;
        int left = users;
        while (left > 0) {
            int some = (int) Math.min(left, Math.pow(10, 2 + 3 * chance.nextDouble()));
            some = left - some < 100 ? left : some;
            AccountId id = new AccountId("%012d".formatted(100_000_000_000L + accounts.size()));
            accounts.add(prepared(new Account(id, some)));
            left -= some;
        }
    }

    private Account prepared(Account account) {
        int policies = Math.max(3, (int) ((long) POLICIES * account.users / size));
        for (int i = 0; i < policies; i++) {
            account.policyArns.add("arn:aws:iam::" + account.id.digits() + ":policy/policy-" + i);
            account.documents.add(document(i));
        }
        int groups = Math.clamp(account.users / 50, 5, 300);
        for (int i = 0; i < groups; i++) {
            account.groupIds.add(UniqueId.random(IdKind.GROUP, chance).text());
            account.policiesOfGroup.add(
                    new int[] {
                        chance.nextInt(policies), chance.nextInt(policies), chance.nextInt(policies)
                    });
        }
        return account;
    }

    private String document(int policy) {
        StringBuilder text = new StringBuilder("{\"Version\":\"2012-10-17\",\"Statement\":[");
        int statements = 5 + chance.nextInt(36);
        for (int i = 0; i < statements; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"Effect\":\"")
                    .append(i % 16 == 15 ? "Deny" : "Allow")
                    .append("\",\"Action\":\"svc")
                    .append(i % 8)
                    .append(i % 3 == 0 ? ":Get*" : ":GetObject")
                    .append("\",\"Resource\":\"")
                    .append(resource(policy, i))
                    .append("/*\"}");
        }
        return text.append("]}").toString();
    }

    String resource(int policy, int statement) {
        return "arn:aws:svc"
                + statement % 8
                + ":eu-west-1:"
                + resourceAccount
                + ":team-"
                + policy
                + "/proj-"
                + statement;
    }

    List<Account> accounts() {
        return accounts;
    }

    /** Everything. */
    public void publish(Consumer<WireRecord> into) {
        publishPolicies(into);
        publishUsers(into);
    }

    /** Groups and policies of every account. */
    public void publishPolicies(Consumer<WireRecord> into) {
        for (Account account : accounts) {
            Log identity = new Log(account.id, LogName.IDENTITY, mac, into);
            identity.add(Fact.newBuilder().setAccountFact(AccountFact.getDefaultInstance()));
            for (String group : account.groupIds) {
                identity.add(
                        Fact.newBuilder()
                                .setGroup(
                                        GroupFact.newBuilder()
                                                .setId(group)
                                                .setName(group)
                                                .setPath("/")));
            }
            identity.end();
            logs.put(account.id, identity);
            Log policy = new Log(account.id, LogName.POLICY, mac, into);
            for (int i = 0; i < account.policyArns.size(); i++) {
                policy.add(
                        Fact.newBuilder()
                                .setManagedPolicy(
                                        ManagedPolicyFact.newBuilder()
                                                .setId(policyId(i))
                                                .setArn(account.policyArns.get(i))
                                                .setDefaultVersionId("v1")
                                                .setDocument(account.documents.get(i))));
            }
            for (int group = 0; group < account.groupIds.size(); group++) {
                PrincipalPoliciesFact.Builder held =
                        PrincipalPoliciesFact.newBuilder()
                                .setPrincipalId(account.groupIds.get(group));
                for (int i : account.policiesOfGroup.get(group)) {
                    held.addAttached(
                            AttachedPolicy.newBuilder()
                                    .setArn(account.policyArns.get(i))
                                    .setId(policyId(i)));
                }
                policy.add(Fact.newBuilder().setPrincipalPolicies(held));
            }
            policy.end();
        }
    }

    private final Map<AccountId, Log> logs = new HashMap<>();

    /** All users; after {@link #publishPolicies}. */
    public void publishUsers(Consumer<WireRecord> into) {
        for (Account account : accounts) {
            Log identity = logs.get(account.id);
            if (identity == null) {
                throw new IllegalStateException("policies come first");
            }
            identity.into = into;
            for (int number = 0; number < account.users; number++) {
                UserFact.Builder user =
                        UserFact.newBuilder()
                                .setId(UniqueId.random(IdKind.USER, chance).text())
                                .setName(account.userName(number))
                                .setPath("/");
                for (int group : account.groupsOf(number)) {
                    user.addGroupIds(account.groupIds.get(group));
                }
                identity.add(Fact.newBuilder().setUser(user));
            }
            identity.end();
        }
    }

    private static String policyId(int number) {
        return "ANPA%017d".formatted(number);
    }

    /** One log: facts collect into numbers of some hundred. */
    private static final class Log {
        private final AccountId owner;
        private final LogName name;
        private final FactRecords records;
        private final List<Fact.Builder> open = new ArrayList<>();
        private Consumer<WireRecord> into;
        private long number;

        Log(AccountId owner, LogName name, FactMac mac, Consumer<WireRecord> into) {
            this.owner = owner;
            this.name = name;
            this.into = into;
            this.records = new FactRecords(name, mac);
        }

        void add(Fact.Builder fact) {
            open.add(fact);
            if (open.size() == IN_ONE_NUMBER) {
                end();
            }
        }

        void end() {
            if (open.isEmpty()) {
                return;
            }
            long previous = number;
            number++;
            records.of(
                            new FactPlacement(
                                    new LogPosition(owner, name, "e1", number),
                                    previous,
                                    Revision.NONE,
                                    Instant.EPOCH),
                            List.copyOf(open))
                    .forEach(into);
            open.clear();
        }
    }
}
