package io.gatehouse.e2e;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The AWS SDK as any program uses it, pointed at the gateway. */
final class AwsClients {

    private AwsClients() {}

    /** As the root of the first account. */
    static IamClient iam(GatehouseProcess gatehouse) {
        return iam(
                gatehouse,
                gatehouse.credential("aws_access_key_id"),
                gatehouse.credential("aws_secret_access_key"));
    }

    static IamClient iam(GatehouseProcess gatehouse, String keyId, String secret) {
        return iam(gatehouse, new SdkCall.Key(keyId, secret));
    }

    static IamClient iam(GatehouseProcess gatehouse, SdkCall.Key key) {
        return iam(gatehouse, key, new ExecutionInterceptor() {});
    }

    /** With somebody who sees the answers. */
    static IamClient iam(GatehouseProcess gatehouse, SdkCall.Key key, ExecutionInterceptor seeing) {
        return IamClient.builder()
                .overrideConfiguration(o -> o.addExecutionInterceptor(seeing))
                .endpointOverride(URI.create(gatehouse.gateway()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials(key)))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
                .build();
    }

    static StsClient sts(GatehouseProcess gatehouse, String keyId, String secret) {
        return sts(gatehouse, new SdkCall.Key(keyId, secret));
    }

    static StsClient sts(GatehouseProcess gatehouse, SdkCall.Key key) {
        return StsClient.builder()
                .endpointOverride(URI.create(gatehouse.gateway()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials(key)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static AwsCredentials credentials(SdkCall.Key key) {
        return key.token()
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(key.id(), key.secret(), token))
                .orElseGet(() -> AwsBasicCredentials.create(key.id(), key.secret()));
    }

    /** The holder of temporary credentials. */
    static IamClient iam(GatehouseProcess gatehouse, Credentials session) {
        return iam(gatehouse, key(session));
    }

    static StsClient sts(GatehouseProcess gatehouse, Credentials session) {
        return sts(gatehouse, key(session));
    }

    private static SdkCall.Key key(Credentials session) {
        return new SdkCall.Key(
                session.accessKeyId(),
                session.secretAccessKey(),
                Optional.of(session.sessionToken()));
    }
}
