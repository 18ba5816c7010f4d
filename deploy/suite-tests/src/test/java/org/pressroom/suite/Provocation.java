package org.pressroom.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;

/** A call that must be refused with a status. */
record Provocation(int status, Client client, Call call) {

    private static final String UNKNOWN_ID = "0198f000-0000-7000-8000-000000000000";
    private static final String UNKNOWN_WORD = "no-such-thing";
    private static final String IF_MATCH = "If-Match";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final int OVER_THE_LIMIT = 2 * 1024 * 1024;

    /**
     * Those who may not do what another may.
     *
     * @param signedIn a browser, which does nothing for a page of another site
     * @param withoutScope with a token that was made for something else
     * @param stranger a browser that is not signed in
     */
    record Others(Client signedIn, Client withoutRole, Client withoutScope, Client stranger) {}

    /** One for each status that an operation documents and that comes of a right call of it with one thing wrong. */
    static List<Provocation> of(ApiOperation operation, Client client, Call right, Others others) {
        List<Provocation> all = new ArrayList<>();
        all.add(new Provocation(400, client, withSegmentParameter(right)));
        all.add(new Provocation(401, others.stranger(), right.header("Authorization", "Bearer none")));
        if (!operation.roles().isEmpty()) {
            all.add(new Provocation(403, others.withoutRole(), right));
        } else if (!right.method().equals("GET")) {
            all.add(new Provocation(403, others.signedIn(), right.header("Sec-Fetch-Site", "cross-site")));
        }
        if (operation.scope() != null) {
            all.add(new Provocation(403, others.withoutScope(), right));
        }
        if (operation.variables() > 0) {
            all.add(new Provocation(404, client, operation.elsewhere(right, UNKNOWN_ID, UNKNOWN_WORD)));
        }
        all.add(new Provocation(412, client, without(IF_MATCH, right).ifMatch("\"999999\"")));
        all.add(new Provocation(428, client, without(IF_MATCH, right)));
        byte[] body = right.body();
        if (body != null) {
            Call bodiless = without(CONTENT_TYPE, right);
            all.add(new Provocation(413, client, bodiless.json(Map.of("padding", "x".repeat(OVER_THE_LIMIT)))));
            all.add(new Provocation(415, client, bodiless.body("text/plain", body)));
            all.add(new Provocation(
                    422,
                    client,
                    operation.takesFiles()
                            ? FileForm.EMPTY.sentBy(bodiless)
                            : operation.takesJson()
                                    ? bodiless.body(JSON, Json.bytes(operation.wrongBody()))
                                    : bodiless.body(operation.bodyType(), new byte[] {1})));
        }
        all.removeIf(each -> !operation.documents(each.status()));
        return all;
    }

    /** No address of ours has any, and what takes them apart is a known way past checks of addresses. */
    private static Call withSegmentParameter(Call call) {
        return new Call(call.method(), call.path().replaceFirst("(?=\\?|$)", ";x=1"), call.body(), call.headers());
    }

    private static Call without(String header, Call call) {
        List<String> others = new ArrayList<>();
        for (int index = 0; index < call.headers().size(); index += 2) {
            if (!call.headers().get(index).equals(header)) {
                others.add(call.headers().get(index));
                others.add(call.headers().get(index + 1));
            }
        }
        return new Call(call.method(), call.path(), call.body(), List.copyOf(others));
    }
}
