package org.pressroom.common.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Carries a trace over the outbox and Kafka (W3C Trace Context). */
public final class TraceContext {

    /** The header and the outbox column of the same name. */
    public static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;
    private final ObservationRegistry observations;

    public TraceContext(Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.observations = observations;
    }

    /** The trace that the current work belongs to, in its form on the wire; null outside any. */
    public @Nullable String traceparent() {
        io.micrometer.tracing.TraceContext current =
                tracer.currentTraceContext().context();
        if (current == null) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>(4);
        propagator.inject(current, carrier, (target, name, value) -> carrier.put(name, value));
        return carrier.get(TRACEPARENT);
    }

    /** Does the work on a received record within the trace that its headers name. */
    public Mono<Void> continued(String name, Headers headers, Mono<Void> work) {
        return Mono.defer(() -> {
            ReceiverContext<Headers> context = new ReceiverContext<>(TraceContext::header);
            context.setCarrier(headers);
            context.setRemoteServiceName("kafka");
            Observation observation = Observation.createNotStarted("pressroom.event", () -> context, observations)
                    .contextualName(name)
                    .lowCardinalityKeyValue("consumer", name)
                    .start();
            return work.doOnError(observation::error)
                    .doFinally(end -> observation.stop())
                    .contextWrite(view -> view.put(ObservationThreadLocalAccessor.KEY, observation));
        });
    }

    private static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
