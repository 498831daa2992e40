package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.IpRange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The IpAddress operators (SEMANTICS 4); policy ranges are read once. */
final class IpValues implements ValueTest {

    private final IpRange[] ranges;
    private final boolean unreadable;

    IpValues(List<String> texts) {
        List<IpRange> read = new ArrayList<>();
        for (String text : texts) {
            Optional<IpRange> range = IpRange.parse(text);
            range.ifPresent(read::add);
        }
        ranges = read.toArray(IpRange[]::new);
        unreadable = ranges.length < texts.size();
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        if (!evaluation.address.parse(value)) {
            return FAILED;
        }
        for (IpRange range : ranges) {
            if (range.contains(evaluation.address)) {
                return MATCH;
            }
        }
        return unreadable ? FAILED : NO_MATCH;
    }
}
