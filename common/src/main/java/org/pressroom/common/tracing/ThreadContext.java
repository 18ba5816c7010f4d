package org.pressroom.common.tracing;

import io.micrometer.context.ContextRegistry;
import java.util.List;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;

/** What Reactor's context brings to the threads that work is done on: the trace, for the log. */
public final class ThreadContext {

    /** Spring Security registers these; here both are asked for in Reactor's context alone. */
    private static final List<Object> READ_BY_NOBODY =
            List.of(SecurityContext.class, SecurityContext.class.getName(), ServerWebExchange.class);

    private ThreadContext() {}

    /** Leaves out all else: each operator that changes the context would set and clear it. */
    public static void carryTracesOnly() {
        READ_BY_NOBODY.forEach(ContextRegistry.getInstance()::removeThreadLocalAccessor);
    }
}
