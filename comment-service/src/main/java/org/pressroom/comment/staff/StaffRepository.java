package org.pressroom.comment.staff;

import java.util.Set;
import java.util.TreeSet;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.text.LookAlike;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The names of staff, kept up with what the accounts tell. Those of closed accounts stay theirs, for articles under them
 * stay too; a name that was given up is free.
 */
@Component
class StaffRepository {

    private final DatabaseClient database;

    StaffRepository(DatabaseClient database) {
        this.database = database;
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
}
