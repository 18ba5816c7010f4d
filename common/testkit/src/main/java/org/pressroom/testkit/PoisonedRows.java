package org.pressroom.testkit;

import java.util.List;

/**
 * SQL that has the database refuse a change of some rows, with any failure that a test needs, and such that undoes it.
 *
 * @param name of the trigger and its function; lower-case letters and digits
 * @param table whose rows they are
 * @param change {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param condition which rows, in terms of {@code NEW} or {@code OLD}
 * @param sqlState how it fails
 */
public record PoisonedRows(String name, String table, String change, String condition, String sqlState) {

    /** Statements to be run one after another. */
    public List<String> poison() {
        return List.of(
                "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE EXCEPTION 'refused by a test' USING ERRCODE = '" + sqlState + "'; END $$",
                "CREATE TRIGGER " + name + " BEFORE " + change + " ON " + table + " FOR EACH ROW WHEN (" + condition
                        + ") EXECUTE FUNCTION " + name + "()");
    }

    /** Statements to be run one after another. */
    public List<String> cure() {
        return List.of("DROP TRIGGER " + name + " ON " + table, "DROP FUNCTION " + name + "()");
    }
}
