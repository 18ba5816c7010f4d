package org.pressroom.common.usecase;

/**
 * Ends a use case, and its transaction, with a refusal; {@link Result#of} answers it. It is no fault: it has no stack
 * trace.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never sent anywhere
    private final Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
