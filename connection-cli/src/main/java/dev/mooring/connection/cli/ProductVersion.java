package dev.mooring.connection.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says. */
final class ProductVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Mooring.class.getPackage())
                .map(Package::getImplementationVersion)
                .orElse("(built from source)");
        return new String[] {"mooring " + version};
    }
}
