package org.pressroom.embedded;

import java.util.List;
import java.util.Map;

/**
 * Who may use a broker, and for what. Everybody signs in with SASL PLAIN, which is enough on the loopback address, and
 * may do what a grant says and nothing else; {@value #ADMIN} may do everything.
 *
 * @param passwords by user, letters, digits, {@code -} and {@code _}; one of them is {@value #ADMIN}
 * @param grants what the others may do
 */
public record KafkaAccess(Map<String, String> passwords, List<Grant> grants) {
    /** The broker's superuser. */
    public static final String ADMIN = "admin";

    /**
     * Lets a user do something.
     *
     * @param resource {@code TOPIC}, {@code GROUP} or {@code TRANSACTIONAL_ID}
     * @param name of the resource; ending in {@code *}, of all that begin so
     * @param operation such as {@code READ}
     */
    public record Grant(String user, String resource, String name, String operation) {
        String line() {
            return String.join(" ", user, resource, name, operation);
        }

        static Grant of(String line) {
            String[] words = line.split(" ", -1);
            return new Grant(words[0], words[1], words[2], words[3]);
        }
    }

    /** What a client is configured with to sign in. */
    public Map<String, String> client(String user) {
        String password = passwords.get(user);
        if (password == null) {
            throw new IllegalArgumentException("no user of the broker: " + user);
        }
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(user, password));
    }

    static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }
}
