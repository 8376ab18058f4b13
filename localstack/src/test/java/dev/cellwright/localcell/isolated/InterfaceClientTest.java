package dev.cellwright.localcell.isolated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceClientTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, libaws-lambda-jni.linux-x86_64.so",
    "Linux, amd64, true, libaws-lambda-jni.linux_musl-x86_64.so",
    "Linux, aarch64, false, libaws-lambda-jni.linux-aarch_64.so",
    "Linux, riscv64, false,",
    "Mac OS X, aarch64, false,",
    "Windows 11, amd64, false,"
  })
  void hasALibraryForTheLinuxesOfLambdaOnly(
      String system, String architecture, boolean musl, String library) {
    assertThat(InterfaceClient.library(system, architecture, musl)).isEqualTo(library);
  }
}
