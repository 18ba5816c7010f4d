package org.pressroom.subscription.mailing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.pressroom.subscription.smtp.RelaySettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mail goes out.
 *
 * @param host the SMTP relay
 * @param from the sender's address alone, in ASCII; the name beside it is the site's
 * @param security none for a relay on this machine, starttls (required, not opportunistic) or implicit
 * @param username signs in with AUTH PLAIN where set
 * @param connections mails that are on their way to the relay at once, by this process
 * @param connectLimit until a connection stands
 * @param replyLimit until the relay answers a command
 * @param contentLimit until a message is written, and once more until the relay answers for it; after it the outcome is
 *     uncertain. Ten minutes, as RFC 5321 (section 4.5.3.2.6) asks for
 * @param idleLimit how long an unused connection is kept
 */
@Validated
@ConfigurationProperties("pressroom.mail")
record MailProperties(
        @DefaultValue("127.0.0.1") @NotBlank String host,
        @DefaultValue("25") @Min(1) @Max(65535) int port,

        @DefaultValue("pressroom@localhost")
        @Pattern(
                regexp = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*",
                message = "must be an address in ASCII, without a name beside it")
        String from,

        @DefaultValue("none") @NotNull RelaySettings.Security security,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("10") @Min(1) @Max(64) int connections,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration connectLimit,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration replyLimit,
        @DefaultValue("10m") @DurationMin(millis = 1) Duration contentLimit,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration idleLimit) {

    String fromDomain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }

    RelaySettings relay() {
        return new RelaySettings(
                host,
                port,
                security,
                username,
                password,
                fromDomain(),
                connectLimit,
                replyLimit,
                contentLimit,
                idleLimit);
    }
}
