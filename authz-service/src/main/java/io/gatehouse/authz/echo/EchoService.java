package io.gatehouse.authz.echo;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.grpc.GrpcService;

/**
 * {@code gatehouse.bench.v1.Echo/Check} with the messages of {@code Authorization/Check}: there
 * only where {@code gatehouse.authz.echo} is true.
 */
@GrpcService
@LookupIfProperty(name = "gatehouse.authz.echo", stringValue = "true")
class EchoService implements BindableService {

    private static final String SERVICE = "gatehouse.bench.v1.Echo";
    private static final MethodDescriptor<CheckRequest, CheckResponse> CHECK =
            MethodDescriptor.<CheckRequest, CheckResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Check"))
                    .setRequestMarshaller(ProtoUtils.marshaller(CheckRequest.getDefaultInstance()))
                    .setResponseMarshaller(
                            ProtoUtils.marshaller(CheckResponse.getDefaultInstance()))
                    .build();

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(CHECK, ServerCalls.asyncUnaryCall(EchoService::echo))
                .build();
    }

    private static void echo(CheckRequest request, StreamObserver<CheckResponse> observer) {
        observer.onNext(Echo.of(request.getAction()));
        observer.onCompleted();
    }
}
