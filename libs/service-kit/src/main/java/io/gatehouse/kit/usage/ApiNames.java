package io.gatehouse.kit.usage;

/**
 * Names of JSON requests as they are billed: method and path, without what stands for one thing.
 */
final class ApiNames {

    private ApiNames() {}

    /** {@code PUT /api/guardrails/123456789012} is {@code PUT:/api/guardrails/*}. */
    static String of(String action) {
        int space = action.indexOf(' ');
        if (space < 0) {
            return action;
        }
        StringBuilder name = new StringBuilder(action.substring(0, space)).append(':');
        String path = action.substring(space + 1);
        for (String segment : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
            name.append('/').append(segment.matches("[a-z-]{1,40}") ? segment : "*");
        }
        return name.toString();
    }
}
