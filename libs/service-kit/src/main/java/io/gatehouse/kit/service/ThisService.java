package io.gatehouse.kit.service;

/** Which service this process is: {@code gatehouse.service} in its application.properties. */
public record ThisService(ServiceName name) {}
