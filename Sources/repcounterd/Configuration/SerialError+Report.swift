import IMUIngest

extension SerialError: ReportedError {
  var stableName: String { code.name }
}
