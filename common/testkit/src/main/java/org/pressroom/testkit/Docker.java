package org.pressroom.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a Docker engine answers here. Asks its socket itself: Testcontainers takes seconds to find that none does. */
final class Docker {
    private static final int WITHIN_SECONDS = 2;
    private static final String PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";

    private Docker() {}

    static boolean answers() {
        return addresses().stream().anyMatch(Docker::answers);
    }

    /** In time also where somebody accepts the connection and then says nothing. */
    private static boolean answers(SocketAddress address) {
        return CompletableFuture.supplyAsync(() -> ping(address))
                .completeOnTimeout(false, WITHIN_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static boolean ping(SocketAddress address) {
        boolean unix = address instanceof UnixDomainSocketAddress;
        try (SocketChannel channel =
                SocketChannel.open(unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET)) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(16);
            channel.read(answer);
            return new String(answer.array(), StandardCharsets.US_ASCII).contains(" 200");
        } catch (IOException | RuntimeException nobody) {
            return false;
        }
    }

    private static List<SocketAddress> addresses() {
        @Nullable String configured = System.getenv("DOCKER_HOST");
        if (configured != null && !configured.isBlank()) {
            URI uri = URI.create(configured.trim());
            if ("unix".equals(uri.getScheme())) {
                return List.of(UnixDomainSocketAddress.of(uri.getPath()));
            }
            return "tcp".equals(uri.getScheme())
                    ? List.of(new InetSocketAddress(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : 2375))
                    : List.of();
        }
        List<SocketAddress> addresses = new ArrayList<>();
        @Nullable String runtime = System.getenv("XDG_RUNTIME_DIR");
        List<Path> sockets = new ArrayList<>(List.of(
                Path.of("/var/run/docker.sock"),
                Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock")));
        if (runtime != null) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.stream().filter(Files::exists).map(UnixDomainSocketAddress::of).forEach(addresses::add);
        return addresses;
    }
}
