package org.pressroom.embedded;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the broker's JVM: formats the folder where that is new, runs the broker, and writes a file once it
 * serves. One JVM for both steps, because a JVM's start is most of what formatting costs.
 */
final class BrokerMain {
    private BrokerMain() {}

    /** Takes the properties file of the broker, and the file to write once it serves. */
    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(arguments[0])) {
            properties.load(in);
        }
        Path metadata = Path.of(properties.getProperty("log.dirs"), "meta.properties");
        if (!Files.exists(metadata)) {
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
        Files.writeString(
                Path.of(arguments[1]), String.valueOf(ProcessHandle.current().pid()));
        server.awaitShutdown();
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
