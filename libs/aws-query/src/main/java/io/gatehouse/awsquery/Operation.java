package io.gatehouse.awsquery;

import io.gatehouse.model.ActionName;

/**
 * One action of one API.
 *
 * @param name as the form's {@code Action} gives it; one of {@link Operations}
 */
public record Operation(AwsApi api, String name) {

    /** {@code iam:CreateUser}, as policies and internal tokens name it. */
    public ActionName action() {
        return new ActionName(api.vendor(), name);
    }
}
