package org.pressroom.embedded;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the broker's JVM: formats the folder where that is new, runs the broker, and writes a file once it
 * serves. One JVM for both steps, because a JVM's start is most of what formatting costs.
 */
final class BrokerMain {
    /** The property with what may be done, a {@link KafkaAccess.Grant} a line. */
    static final String GRANTS = "pressroom.grants";

    private BrokerMain() {}

    /**
     * Takes the properties file of the broker, the file to write once it serves, and, where not everybody may use it, a
     * file that says who may do what: the configuration of a client that may grant it, and {@link #GRANTS}.
     */
    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(arguments[0])) {
            properties.load(in);
        }
        Path metadata = Path.of(properties.getProperty("log.dirs"), "meta.properties");
        Path granted = Path.of(arguments[0]).resolveSibling("granted");
        if (!Files.exists(metadata)) {
            Files.deleteIfExists(granted);
            format(arguments[0]);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        try {
            server.startup();
        } catch (RuntimeException failed) {
            failed.printStackTrace();
            System.exit(1);
        }
        if (arguments.length > 2) {
            grant(Path.of(arguments[2]), granted);
        }
        Files.writeString(
                Path.of(arguments[1]), String.valueOf(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    /** Makes what may be done what the file says; what that was the last time is kept, since asking costs time. */
    private static void grant(Path access, Path granted) throws IOException {
        Properties client = new Properties();
        try (InputStream in = Files.newInputStream(access)) {
            client.load(in);
        }
        String wanted = String.valueOf(client.remove(GRANTS));
        if (Files.exists(granted) && Files.readString(granted).equals(wanted)) {
            return;
        }
        Set<AclBinding> grants = wanted.lines()
                .map(KafkaAccess.Grant::of)
                .map(BrokerMain::binding)
                .collect(Collectors.toSet());
        try (Admin admin = Admin.create(client)) {
            Collection<AclBinding> old =
                    admin.describeAcls(AclBindingFilter.ANY).values().get();
            admin.createAcls(grants).all().get();
            admin.deleteAcls(old.stream()
                            .filter(binding -> !grants.contains(binding))
                            .map(AclBinding::toFilter)
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failed) {
            failed.printStackTrace();
            System.exit(1);
        }
        Files.writeString(granted, wanted);
    }

    private static AclBinding binding(KafkaAccess.Grant grant) {
        boolean all = grant.name().endsWith("*");
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(grant.resource()),
                        all ? grant.name().substring(0, grant.name().length() - 1) : grant.name(),
                        all ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + grant.user(), "*", AclOperation.valueOf(grant.operation()), AclPermissionType.ALLOW));
    }

    private static void format(String properties) {
        String[] command = {
            "format",
            "--config",
            properties,
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--ignore-formatted",
            "--standalone"
        };
        int exit = StorageTool.execute(command, System.out);
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
