package io.gatehouse.benchmarks.engine;

import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;

import io.gatehouse.policy.decision.Decision;

import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.function.CustomFunction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Workload W for jCasbin: a policy line for each statement, deny overrides. Patterns and conditions
 * are functions in Java, which is the fastest form that it has.
 */
final class Casbin {

    private final Enforcer enforcer;

    Casbin(List<Rule> rules) {
        Model model = new Model();
        model.addDef("r", "r", "act, obj, facts");
        model.addDef("p", "p", "act, obj, cond, eft");
        model.addDef("e", "e", "some(where (p.eft == allow)) && !some(where (p.eft == deny))");
        model.addDef(
                "m",
                "m",
                "actMatch(r.act, p.act) && arnMatch(r.obj, p.obj) && holds(r.facts, p.cond)");
        enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        enforcer.addFunction("actMatch", new ActionFunction());
        enforcer.addFunction("arnMatch", new ArnFunction());
        enforcer.addFunction("holds", new ConditionFunction());
        for (Rule rule : rules) {
            enforcer.addPolicy(
                    String.join("|", rule.actions()),
                    rule.arnPattern().replace("${aws:username}", Question.USER),
                    rule.condition().name(),
                    rule.deny() ? "deny" : "allow");
        }
    }

    boolean allows(String action, String resource, Question facts) {
        return enforcer.enforce(action, resource, facts);
    }

    static boolean agrees(boolean allowed, Decision expected) {
        return allowed == (expected == Decision.ALLOWED);
    }

    /** Knows nothing but a name, its arguments as Java values, and yes or no. */
    private abstract static class YesOrNo extends CustomFunction {

        private static final long serialVersionUID = 1;
        private final String name;

        YesOrNo(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public AviatorObject call(
                Map<String, Object> environment, AviatorObject left, AviatorObject right) {
            return AviatorBoolean.valueOf(
                    test(left.getValue(environment), (String) right.getValue(environment)));
        }

        abstract boolean test(Object requested, String pattern);
    }

    private static final class ActionFunction extends YesOrNo {
        private static final long serialVersionUID = 1;
        private final transient Map<String, String[]> cut = new HashMap<>();

        ActionFunction() {
            super("actMatch");
        }

        @Override
        boolean test(Object requested, String pattern) {
            for (String one : cut.computeIfAbsent(pattern, p -> p.split("\\|"))) {
                if (Glob.matches(one, (String) requested, true)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class ArnFunction extends YesOrNo {
        private static final long serialVersionUID = 1;

        ArnFunction() {
            super("arnMatch");
        }

        @Override
        boolean test(Object requested, String pattern) {
            return Glob.matches(pattern, (String) requested, false);
        }
    }

    private static final class ConditionFunction extends YesOrNo {
        private static final long serialVersionUID = 1;

        ConditionFunction() {
            super("holds");
        }

        @Override
        boolean test(Object requested, String condition) {
            Question facts = (Question) requested;
            return switch (Rule.Condition.valueOf(condition)) {
                case NONE -> true;
                case STAGE -> facts.stage().equals(Rule.STAGE);
                case ADDRESS -> facts.sourceIp().startsWith("10.");
                case BEFORE_2030 -> facts.now().compareTo(Rule.END) < 0;
            };
        }
    }
}
