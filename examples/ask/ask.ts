// May this principal do this action to that resource? Asks Gatehouse over REST; see README.md.
// Types alone are TypeScript here, so that Node can leave them out and run the file.

// What of Node is used, so that no package of types is needed.
declare const process: { env: Record<string, string | undefined>; argv: string[]; exitCode?: number };

type Decision = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

interface Answer {
    decision: Decision;
    message?: string;
    revision: string;
}

interface Question {
    principal: string;
    action: string;
    resource: string;
    context: Record<string, string>;
}

const address: string = process.env.GATEHOUSE_AUTHZ ?? "http://127.0.0.1:8083";

/** The decision, with its reasons. Rejects if there is none, which is not a yes. */
async function check(question: Question, milliseconds: number = 2000): Promise<Answer> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (process.env.GATEHOUSE_TOKEN) {
        headers["Authorization"] = "Bearer " + process.env.GATEHOUSE_TOKEN;
    }
    const response: Response = await fetch(address + "/v1/check", {
        method: "POST",
        headers,
        body: JSON.stringify(question),
        signal: AbortSignal.timeout(milliseconds),
    });
    const text: string = await response.text();
    if (!response.ok) {
        throw new Error(`${response.status}: ${text}`);
    }
    return JSON.parse(text) as Answer;
}

async function main(words: string[]): Promise<number> {
    const [principal, action, resource, ...pairs]: string[] = words;
    if (!principal || !action || !resource || pairs.some((pair: string) => !pair.includes("="))) {
        console.error("usage: ask.ts PRINCIPAL ACTION RESOURCE [KEY=VALUE ...]");
        return 2;
    }
    const context: Record<string, string> = {};
    for (const pair of pairs) {
        const equals: number = pair.indexOf("=");
        context[pair.slice(0, equals)] = pair.slice(equals + 1);
    }
    try {
        const answer: Answer = await check({ principal, action, resource, context });
        console.log(answer.decision, answer.message ?? "");
        return answer.decision === "Allowed" ? 0 : 1;
    } catch (error) {
        console.error("no decision:", String(error));
        return 2;
    }
}

main(process.argv.slice(2)).then((status: number) => {
    process.exitCode = status;
});
