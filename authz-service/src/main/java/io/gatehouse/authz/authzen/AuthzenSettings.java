package io.gatehouse.authz.authzen;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.util.Map;

/** How AuthZEN's subjects, actions and resources become ARNs: docs/integrations/authzen.md. */
@ConfigMapping(prefix = "gatehouse.authzen")
public interface AuthzenSettings {

    /** Where askers find this decision point, without a slash at the end. */
    @WithDefault("http://127.0.0.1:8083")
    String url();

    /** What {@code {application}} stands for: the vendor of actions that name none. */
    @WithDefault("app")
    String application();

    /** Template of a principal's ARN by subject type; adds to and replaces the built-in ones. */
    Map<String, String> subjects();

    /** Template of a resource's ARN by resource type. */
    Map<String, String> resources();

    /** For resource types that {@link #resources} does not name. */
    @WithDefault("arn:aws:{application}:::{type}/{id}")
    String resource();

    /** For action names without a colon; the others are taken as they are. */
    @WithDefault("{application}:{name}")
    String action();

    Keys keys();

    Search search();

    /** Condition keys that properties become; a name with a colon is taken as it is. */
    interface Keys {
        @WithDefault("authzen:subject/{name}")
        String subject();

        @WithDefault("authzen:resource/{name}")
        String resource();

        @WithDefault("authzen:action/{name}")
        String action();

        @WithDefault("authzen:context/{name}")
        String context();
    }

    /** Sizes of search. */
    interface Search {
        /** Results of a page, where the asker does not say. */
        @WithDefault("100")
        int pageSize();

        /** Results of a page, at most. */
        @WithDefault("1000")
        int pageLimit();

        /** Candidates that one page looks at, at most: then it ends early, with a token. */
        @WithDefault("20000")
        int candidates();
    }
}
