#!/usr/bin/env python3
"""May this principal do this action to that resource? Asks Gatehouse over REST; see README.md."""

import json
import os
import sys
import urllib.error
import urllib.request

ADDRESS = os.environ.get("GATEHOUSE_AUTHZ", "http://127.0.0.1:8083")


class NobodyCouldSay(Exception):
    """There is no decision: not a yes."""


def check(principal: str, action: str, resource: str, context: dict[str, str], seconds: float = 2.0) -> dict:
    """The decision, with its reasons. Raises NobodyCouldSay if there is none."""
    question = {
        "principal": principal,
        "action": action,
        "resource": resource,
        "context": context,
    }
    headers = {"Content-Type": "application/json"}
    if "GATEHOUSE_TOKEN" in os.environ:
        headers["Authorization"] = "Bearer " + os.environ["GATEHOUSE_TOKEN"]
    request = urllib.request.Request(
        ADDRESS + "/v1/check", data=json.dumps(question).encode(), headers=headers, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise NobodyCouldSay(f"{error.code}: {error.read().decode(errors='replace')}") from error
    except OSError as error:
        raise NobodyCouldSay(str(error)) from error


def main(arguments: list[str]) -> int:
    if len(arguments) < 3 or any("=" not in pair for pair in arguments[3:]):
        print("usage: ask.py PRINCIPAL ACTION RESOURCE [KEY=VALUE ...]", file=sys.stderr)
        return 2
    principal, action, resource = arguments[:3]
    context = dict(pair.split("=", 1) for pair in arguments[3:])
    try:
        answer = check(principal, action, resource, context)
    except NobodyCouldSay as error:
        print(f"no decision: {error}", file=sys.stderr)
        return 2
    print(answer["decision"], answer.get("message", ""))
    return 0 if answer["decision"] == "Allowed" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
