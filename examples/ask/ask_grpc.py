#!/usr/bin/env python3
"""As ask.py, over gRPC, with what grpcio-tools makes of the published .proto; see README.md."""

import os
import pathlib
import sys

import grpc

PROTOS = pathlib.Path(__file__).resolve().parents[2] / "libs/authz-api/src/main/proto"
TARGET = os.environ.get("GATEHOUSE_AUTHZ_GRPC", "127.0.0.1:9083")

# grpcio-tools looks for the file, and for what it imports, where Python looks for modules.
sys.path.append(str(PROTOS))
MESSAGES, SERVICES = grpc.protos_and_services("gatehouse/authz/v1/authorization.proto")


def check(principal: str, action: str, resource: str, context: dict[str, str], seconds: float = 2.0):
    """The decision, with its reasons. Raises grpc.RpcError if there is none, which is not a yes."""
    question = MESSAGES.CheckRequest(
        principal=MESSAGES.Principal(arn=principal),
        action=action,
        resource=resource,
        context={key: MESSAGES.ContextValues(values=[value]) for key, value in context.items()},
    )
    metadata = []
    if "GATEHOUSE_TOKEN" in os.environ:
        metadata.append(("authorization", "Bearer " + os.environ["GATEHOUSE_TOKEN"]))
    with grpc.insecure_channel(TARGET) as channel:
        return SERVICES.AuthorizationStub(channel).Check(question, timeout=seconds, metadata=metadata)


def main(arguments: list[str]) -> int:
    if len(arguments) < 3 or any("=" not in pair for pair in arguments[3:]):
        print("usage: ask_grpc.py PRINCIPAL ACTION RESOURCE [KEY=VALUE ...]", file=sys.stderr)
        return 2
    principal, action, resource = arguments[:3]
    context = dict(pair.split("=", 1) for pair in arguments[3:])
    try:
        answer = check(principal, action, resource, context)
    except grpc.RpcError as error:
        print(f"no decision: {error.code().name}: {error.details()}", file=sys.stderr)
        return 2
    print(MESSAGES.Decision.Name(answer.decision), answer.message)
    return 0 if answer.decision == MESSAGES.ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
