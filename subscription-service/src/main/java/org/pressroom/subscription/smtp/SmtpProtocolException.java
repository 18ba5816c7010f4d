package org.pressroom.subscription.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The other side does not speak SMTP, or not the part of it that is needed. */
final class SmtpProtocolException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    SmtpProtocolException(String message) {
        super(message, new IOException(message));
    }
}
