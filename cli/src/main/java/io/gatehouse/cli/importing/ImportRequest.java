package io.gatehouse.cli.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One request of the import.
 *
 * @param path of the gateway
 * @param entities how many the body holds
 */
record ImportRequest(String path, ObjectNode body, int entities) {}
