package io.gatehouse.cli.importing;

import java.util.List;

/**
 * Requests that may only follow when those of the phase before are answered.
 *
 * @param title for the progress bar
 */
record ImportPhase(String title, List<ImportRequest> requests) {

    ImportPhase {
        requests = List.copyOf(requests);
    }

    int entities() {
        return requests.stream().mapToInt(ImportRequest::entities).sum();
    }
}
