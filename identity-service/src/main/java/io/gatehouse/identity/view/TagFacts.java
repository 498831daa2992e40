package io.gatehouse.identity.view;

import io.gatehouse.identity.value.Tags;

import java.util.List;

/** Tags as facts carry them. */
public final class TagFacts {

    private TagFacts() {}

    public static List<io.gatehouse.contracts.facts.v1.Tag> of(Tags tags) {
        return tags.all().stream()
                .map(tag ->
                        io.gatehouse.contracts.facts.v1.Tag.newBuilder()
                                .setKey(tag.key())
                                .setValue(tag.value())
                                .build())
                .toList();
    }
}
