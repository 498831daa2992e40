package io.gatehouse.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Workload W: N statements, 1,024 requests of which 70 % are made to match a statement and 30 % to
 * match none. Seed 42; the same in every run.
 */
final class Workload {

    static final int REQUESTS = 1024;
    private static final long SEED = 42;
    private static final List<List<String>> ACTIONS =
            List.of(
                    List.of("GetObject", "ListObjects"),
                    List.of("Get*"),
                    List.of("PutObject"),
                    List.of("*"));

    private static final List<Rule.Condition> CONDITIONS =
            List.of(Rule.Condition.STAGE, Rule.Condition.ADDRESS, Rule.Condition.BEFORE_2030);

    private Workload() {}

    static List<Rule> rules(int count) {
        Random random = new Random(SEED);
        List<Rule> rules = new ArrayList<>(count);
        int conditions = 0;
        for (int i = 0; i < count; i++) {
            String tail =
                    switch (random.nextInt(10)) {
                        case 0 -> "report.json";
                        case 1 -> "*/public/*";
                        case 2 -> "??-*";
                        default -> "*";
                    };
            String region = "eu-west-1";
            String account = Question.ACCOUNT;
            if (random.nextInt(100) < 20) {
                if (random.nextBoolean()) {
                    region = "*";
                } else {
                    account = "*";
                }
            }
            String folder = "team-" + i + "/proj-" + (7 * i) % 97 + "/";
            if (random.nextInt(100) < 10) {
                folder += "${aws:username}/";
            }
            Rule.Condition condition = Rule.Condition.NONE;
            if (random.nextInt(100) < 30) {
                condition = CONDITIONS.get(conditions++ % 3);
            }
            rules.add(
                    new Rule(
                            i,
                            i % 16 == 15,
                            "svc" + i % 8,
                            ACTIONS.get((i / 8) % 4),
                            region,
                            account,
                            folder + tail,
                            condition));
        }
        return rules;
    }

    static List<Question> questions(List<Rule> rules) {
        Random random = new Random(SEED + 1);
        List<Question> questions = new ArrayList<>(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            Rule rule = rules.get(random.nextInt(rules.size()));
            boolean matching = i % 10 < 7;
            String resource =
                    rule.arnPattern()
                            .replace(":*:", ":eu-west-1:")
                            .replace("eu-west-1:eu-west-1", "eu-west-1:" + Question.ACCOUNT)
                            .replace("${aws:username}", Question.USER)
                            .replace("*/public/*", "x" + random.nextInt(1000) + "/public/y")
                            .replace("??-*", "ab-" + random.nextInt(1000));
            if (resource.endsWith("/*")) {
                resource =
                        resource.substring(0, resource.length() - 1) + "k" + random.nextInt(9999);
            }
            String name = rule.actionNames().get(random.nextInt(rule.actionNames().size()));
            name = name.equals("*") ? "DeleteObject" : name.equals("Get*") ? "GetAcl" : name;
            if (!matching) {
                switch (random.nextInt(3)) {
                    case 0 -> resource = resource.replace("team-", "crew-");
                    case 1 -> resource = resource.replace("/proj-", "/proj-x");
                    default -> {
                        name = "Unknown" + random.nextInt(9);
                        resource = resource.replace("team-", "team-x");
                    }
                }
            }
            questions.add(
                    new Question(
                            rule.service() + ":" + name,
                            resource,
                            Rule.STAGE,
                            "10.1.2." + random.nextInt(250),
                            "2026-11-23T20:00:00Z"));
        }
        return questions;
    }
}
