package org.pressroom.gateway.accounts;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Where there is no account yet, makes {@code admin}. Its password is taken from the configuration, or made up and
 * printed once. Runs before the gateway says that it is ready.
 */
@Component
final class FirstAdmin implements ApplicationRunner {

    static final String USERNAME = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AccountRepository accounts;
    private final CreateAccount createAccount;
    private final Passwords passwords;
    private final @Nullable String configured;

    FirstAdmin(
            AccountRepository accounts, CreateAccount createAccount, Passwords passwords, AdminProperties properties) {
        this.accounts = accounts;
        this.createAccount = createAccount;
        this.passwords = passwords;
        String password = properties.password();
        this.configured = password == null || password.isBlank() ? null : password;
    }

    /** Waits for a database that goes away at the start: until this is done, the program is not ready. */
    @Override
    public void run(ApplicationArguments arguments) {
        OutageLog outage = new OutageLog(LOG, "whether there is an account cannot be looked up");
        Mono<Void> made = accounts.none().filter(none -> none).flatMap(none -> make());
        outage.untilItWorks(made, LIMIT).block();
    }

    private Mono<Void> make() {
        String password = configured == null ? Passwords.madeUp() : configured;
        if (!Passwords.fits(password)) {
            return Mono.error(new IllegalStateException("PRESSROOM_ADMIN_PASSWORD is longer than 72 bytes"));
        }
        return passwords
                .hash(password)
                .flatMap(hash -> createAccount.execute(new CreateAccount.Command(
                        USERNAME, "Administrator", "administrator", Set.of(Role.ADMIN), null, hash)))
                // Where it is refused, a gateway beside this one was faster.
                .ofType(Result.Done.class)
                .doOnNext(made -> say(password))
                .then();
    }

    private void say(String password) {
        if (configured != null) {
            LOG.info("made the account {} with the configured password", USERNAME);
            return;
        }
        // never through the log, which is kept
        System.out.println("The account " + USERNAME + " was made. Its password, shown this once: " + password);
    }
}
