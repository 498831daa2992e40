package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyAdded;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyDeleted;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyRewritten;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyAttached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyDetached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PrincipalEnded;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The life of what hangs on a principal: first nothing, then something or nothing, then over. */
public sealed interface PrincipalPolicies {

    PrincipalPolicies NONE = new Untouched();

    /** Nothing was ever written on the principal or attached to it. */
    record Untouched() implements PrincipalPolicies {}

    /**
     * @param inline by name
     * @param attached by the policy's id, in the order of attachment
     */
    record Active(
            SortedMap<PolicyName, PolicyText> inline,
            SequencedMap<UniqueId, AttachedPolicy> attached)
            implements PrincipalPolicies {

        static final Active EMPTY = new Active(new TreeMap<>(), new LinkedHashMap<>());

        public Active {
            inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
            attached = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attached));
        }

        Optional<AttachedPolicy> attachedAs(PolicyArn arn) {
            return attached.values().stream().filter(p -> p.arn().equals(arn)).findFirst();
        }

        /** Characters of all inline policies together, white space aside. */
        int inlineSize() {
            return inline.values().stream().mapToInt(PolicyText::size).sum();
        }

        private PrincipalPolicies evolve(PrincipalPoliciesEvent event) {
            return switch (event) {
                case InlinePolicyAdded(var name, var document) when !inline.containsKey(name) ->
                        with(name, document);
                case InlinePolicyRewritten(var name, var document) when inline.containsKey(name) ->
                        with(name, document);
                case InlinePolicyDeleted(var name) when inline.containsKey(name) -> without(name);
                case PolicyAttached(var policy) when !attached.containsKey(policy.id()) ->
                        with(policy);
                case PolicyDetached(var policy) when attached.containsKey(policy.id()) ->
                        without(policy);
                case PrincipalEnded _ -> new Ended();
                case InlinePolicyAdded _,
                        InlinePolicyRewritten _,
                        InlinePolicyDeleted _,
                        PolicyAttached _,
                        PolicyDetached _ ->
                        throw new CorruptStreamException(this, event);
            };
        }

        private Active with(PolicyName name, PolicyText document) {
            TreeMap<PolicyName, PolicyText> more = new TreeMap<>(inline);
            more.put(name, document);
            return new Active(more, attached);
        }

        private Active without(PolicyName name) {
            TreeMap<PolicyName, PolicyText> fewer = new TreeMap<>(inline);
            fewer.remove(name);
            return new Active(fewer, attached);
        }

        private Active with(AttachedPolicy policy) {
            LinkedHashMap<UniqueId, AttachedPolicy> more = new LinkedHashMap<>(attached);
            more.put(policy.id(), policy);
            return new Active(inline, more);
        }

        private Active without(AttachedPolicy policy) {
            LinkedHashMap<UniqueId, AttachedPolicy> fewer = new LinkedHashMap<>(attached);
            fewer.remove(policy.id());
            return new Active(inline, fewer);
        }
    }

    /** The principal was deleted. */
    record Ended() implements PrincipalPolicies {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static PrincipalPolicies evolve(PrincipalPolicies policies, PrincipalPoliciesEvent event) {
        return switch (policies) {
            case Untouched _ -> Active.EMPTY.evolve(event);
            case Active active -> active.evolve(event);
            case Ended _ -> throw new CorruptStreamException(policies, event);
        };
    }
}
