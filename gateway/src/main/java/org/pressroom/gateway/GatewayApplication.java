package org.pressroom.gateway;

import org.pressroom.gateway.accounts.ResetPassword;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway. With the argument {@code reset-password [username]} it sets a new password instead, and ends. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("reset-password")) {
            System.exit(ResetPassword.run(args.length > 1 ? args[1] : "admin"));
        }
        SpringApplication.run(GatewayApplication.class, args);
    }
}
