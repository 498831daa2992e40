package io.gatehouse.identity.wire;

import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.Tag;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Values in AWS's answers. */
public final class Reply {

    private Reply() {}

    /** AWS tells whole seconds. */
    public static Instant date(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    public static List<Tag> tags(Tags tags) {
        return tags.all().stream()
                .map(tag -> Tag.builder().key(tag.key()).value(tag.value()).build())
                .toList();
    }

    /** Of an entity itself: null, which leaves the element out, where there are none. */
    public static @Nullable List<Tag> ownTags(Tags tags) {
        return tags.isEmpty() ? null : tags(tags);
    }

    /** Null leaves the element out. */
    public static @Nullable AttachedPermissionsBoundary boundary(Optional<Arn> boundary) {
        return boundary.map(arn ->
                        AttachedPermissionsBoundary.builder()
                                .permissionsBoundaryArn(arn.toString())
                                .permissionsBoundaryType(
                                        PermissionsBoundaryAttachmentType
                                                .PERMISSIONS_BOUNDARY_POLICY)
                                .build())
                .orElse(null);
    }
}
