package io.gatehouse.e2e;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.net.URI;
import java.time.Duration;

/** The AWS SDK for somebody who has no keys, but a provider. */
final class Federated {

    private Federated() {}

    /** Before: nobody. */
    static StsClient sts(GatehouseProcess gatehouse) {
        return StsClient.builder()
                .endpointOverride(URI.create(gatehouse.gateway()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** After: with what was given. */
    static IamClient iam(GatehouseProcess gatehouse, Credentials given) {
        return IamClient.builder()
                .endpointOverride(URI.create(gatehouse.gateway()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsSessionCredentials.create(
                                        given.accessKeyId(),
                                        given.secretAccessKey(),
                                        given.sessionToken())))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
                .build();
    }
}
