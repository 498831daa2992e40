package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.policyservice.directory.KnownPrincipal;
import io.gatehouse.policyservice.directory.PrincipalRow;

import software.amazon.awssdk.services.iam.model.EntityDetails;
import software.amazon.awssdk.services.iam.model.EntityInfo;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;

import java.util.ArrayList;
import java.util.List;

/**
 * Reports as AWS answers them. A service is called by its namespace: there is no other name here.
 */
final class LastAccessedAnswers {

    private LastAccessedAnswers() {}

    static List<ServiceLastAccessed> services(
            List<String> services, ServiceReport report, boolean ofActions) {
        return services.stream().map(name -> service(name, report, ofActions)).toList();
    }

    private static ServiceLastAccessed service(
            String service, ServiceReport report, boolean ofActions) {
        ServiceLastAccessed.Builder answer =
                ServiceLastAccessed.builder()
                        .serviceName(service)
                        .serviceNamespace(service)
                        .totalAuthenticatedEntities(report.entities(service));
        report.last(service)
                .ifPresent(use ->
                        answer.lastAuthenticated(use.at())
                                .lastAuthenticatedEntity(arn(report, use.principalId())));
        return (ofActions ? answer.trackedActionsLastAccessed(actions(service, report)) : answer)
                .build();
    }

    private static List<TrackedActionLastAccessed> actions(String service, ServiceReport report) {
        return report.actions(service).stream()
                .map(use ->
                        TrackedActionLastAccessed.builder()
                                .actionName(use.action())
                                .lastAccessedEntity(arn(report, use.principalId()))
                                .lastAccessedTime(use.at())
                                .build())
                .toList();
    }

    static List<EntityDetails> entities(List<String> ids, String service, ServiceReport report) {
        var byUser = report.byUser(service);
        List<EntityDetails> entities = new ArrayList<>();
        for (String id : ids) {
            PrincipalRow row = report.users().get(id);
            if (row != null) {
                EntityDetails.Builder details = EntityDetails.builder().entityInfo(info(row));
                var at = byUser.get(id);
                if (at != null) {
                    at.ifPresent(details::lastAuthenticated);
                }
                entities.add(details.build());
            }
        }
        return entities;
    }

    private static EntityInfo info(PrincipalRow row) {
        KnownPrincipal known = row.known();
        return EntityInfo.builder()
                .arn(known.arn().toString())
                .name(known.name())
                .id(known.id().text())
                .path(known.path())
                .type(
                        switch (known.kind()) {
                            case USER -> PolicyOwnerEntityType.USER;
                            case GROUP -> PolicyOwnerEntityType.GROUP;
                            case ROLE -> PolicyOwnerEntityType.ROLE;
                        })
                .build();
    }

    private static String arn(ServiceReport report, String id) {
        PrincipalRow row = report.users().get(id);
        return row == null ? id : row.known().arn().toString();
    }
}
