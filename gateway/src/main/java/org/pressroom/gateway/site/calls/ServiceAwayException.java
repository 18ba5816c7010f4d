package org.pressroom.gateway.site.calls;

/** A page cannot be put together because the service that it is about did not answer. */
public final class ServiceAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceAwayException(Throwable cause) {
        super("a service did not answer", cause);
    }
}
