package io.gatehouse.policyservice.accountdetails;

import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

import java.util.ArrayList;
import java.util.List;

/** One page while it is collected. Of one request; not thread-safe. */
final class Details {

    final List<UserDetail> users = new ArrayList<>();
    final List<GroupDetail> groups = new ArrayList<>();
    final List<RoleDetail> roles = new ArrayList<>();
    final List<ManagedPolicyDetail> policies = new ArrayList<>();
    private final int size;

    /** Where the next page starts; empty while this one is the last. */
    String next = "";

    Details(int size) {
        this.size = size;
    }

    int room() {
        return size - users.size() - groups.size() - roles.size() - policies.size();
    }
}
