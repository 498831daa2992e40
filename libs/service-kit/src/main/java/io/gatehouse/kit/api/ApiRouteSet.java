package io.gatehouse.kit.api;

/** The JSON endpoints of one feature. A bean of this type is found at start and asked once. */
public interface ApiRouteSet {

    void registerOn(ApiRoutes routes);
}
