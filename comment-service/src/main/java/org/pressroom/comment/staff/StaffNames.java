package org.pressroom.comment.staff;

import java.util.Set;
import java.util.TreeSet;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.text.LookAlike;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The names of staff, kept up with what the accounts tell: strangers do not sign with them. Those of closed accounts stay
 * theirs, for articles under them stay too; a name that was given up is free.
 */
@Component
public class StaffNames {

    private final DatabaseClient database;
    private final Signatures signatures;

    StaffNames(DatabaseClient database, SiteProperties site) {
        this.database = database;
        this.signatures = new Signatures(site.name());
    }

    /**
     * What a stranger's name may be taken for. It takes some milliseconds, so not on an event loop.
     *
     * @return skeletons to be asked about by {@link #requireFree}
     * @throws RefusedException invalid, {@code author.name}: where readers could take it for one of the site, and where it
     *     has more letters than any name
     */
    public Set<String> skeletonsOf(String name) {
        if (signatures.isTooLong(name)) {
            throw invalid("is too long when all its letters are written out");
        }
        if (signatures.speaksForTheSite(name)) {
            throw refused();
        }
        return signatures.mayBe(name);
    }

    /** Refused as invalid, {@code author.name}, where one of the staff has a name of one of these skeletons. */
    public Mono<Void> requireFree(Set<String> skeletons) {
        // There are few staff: their names are read through.
        return database.sql("SELECT EXISTS (SELECT FROM staff WHERE skeletons && :skeletons)")
                .bind("skeletons", skeletons.toArray(String[]::new))
                .mapValue(Boolean.class)
                .one()
                .flatMap(taken -> taken ? Mono.error(StaffNames::refused) : Mono.empty());
    }

    private static RefusedException refused() {
        return invalid("is kept for those who run this site: sign in, or take another name");
    }

    private static RefusedException invalid(String message) {
        return RefusedException.invalid("author.name", message);
    }

    /** Takes over the account's state, unless a newer one is known. */
    Mono<Void> project(AccountState account) {
        Set<String> skeletons = new TreeSet<>(LookAlike.of(account.name()));
        skeletons.addAll(LookAlike.of(account.slug()));
        skeletons.remove("");
        // staff_pkey
        return database.sql("""
                        INSERT INTO staff (account_id, version, skeletons) VALUES (:accountId, :version, :skeletons)
                        ON CONFLICT (account_id) DO UPDATE SET version = excluded.version, skeletons = excluded.skeletons
                        WHERE staff.version < excluded.version
                        """)
                .bind("accountId", account.accountId())
                .bind("version", account.version())
                .bind("skeletons", skeletons.toArray(String[]::new))
                .then();
    }

    /** Hears of accounts. */
    @Configuration(proxyBeanMethods = false)
    static class StaffEventHandlers {

        @Bean
        EventConsumer staffNamesConsumer(EventConsumers consumers, StaffNames names) {
            return consumers
                    .group("comment-staff")
                    .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> names.project(account))
                    .build();
        }
    }
}
