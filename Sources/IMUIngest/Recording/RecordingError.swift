/// Why a recording cannot be read or written: where, what was found, what was expected and what to do.
public struct RecordingError: Error, Hashable, CustomStringConvertible {
  /// What kind of failure it is; more kinds may come.
  public let code: Code
  /// The file as the user named it.
  public let file: String
  /// The line of the file, counted from 1; nil where the failure has none.
  public let line: Int?
  /// The column of the row, counted from 1; nil where the failure has none.
  public let column: Int?
  /// The column's name in the header; nil where the failure has no column.
  public let columnName: String?
  /// What was found.
  public let found: String
  /// What was expected in its place.
  public let expected: String
  /// What the user can do about it.
  public let advice: String

  /// Makes an error from its parts.
  public init(
    _ code: Code,
    file: String,
    line: Int? = nil,
    column: Int? = nil,
    columnName: String? = nil,
    found: String,
    expected: String,
    advice: String
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.columnName = columnName
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// The status with which a command should end.
  public var exitStatus: ExitStatus { code.exitStatus }

  /// The whole sentence, such as `walk.csv, line 3, column 2 (accel_x_g): found 'abc', expected a number; ...`.
  public var description: String {
    var place = file
    if let line { place += ", line \(line)" }
    if let column { place += ", column \(column)" }
    if let columnName { place += " (\(columnName))" }
    return "\(place): found \(found), expected \(expected); \(advice)"
  }
}

extension RecordingError {
  /// A kind of failure, with a name that is stable.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The name in snake_case.
    public let name: String
    /// The status with which a command should end.
    public let exitStatus: ExitStatus

    /// Makes a code.
    public init(_ name: String, exitStatus: ExitStatus) {
      self.name = name
      self.exitStatus = exitStatus
    }

    /// The name.
    public var description: String { name }

    /// There is no file of that name.
    public static let noSuchFile = Code("no_such_file", exitStatus: .noInput)
    /// It is a directory.
    public static let isDirectory = Code("is_directory", exitStatus: .noInput)
    /// The user may not read or write it.
    public static let noPermission = Code("no_permission", exitStatus: .noPermission)
    /// Something stands where a new file should be written.
    public static let alreadyExists = Code("already_exists", exitStatus: .inputOutput)
    /// Opening, reading or writing failed.
    public static let inputOutput = Code("input_output", exitStatus: .inputOutput)
    /// The file has no bytes, or none but comments.
    public static let emptyFile = Code("empty_file", exitStatus: .badData)
    /// There is a header but no sample.
    public static let noSamples = Code("no_samples", exitStatus: .badData)
    /// The bytes are no UTF-8 text.
    public static let notText = Code("not_text", exitStatus: .badData)
    /// The fields are parted by something else than commas.
    public static let wrongSeparator = Code("wrong_separator", exitStatus: .badData)
    /// A column names a unit that is not known.
    public static let unknownUnit = Code("unknown_unit", exitStatus: .badData)
    /// A column that is needed is not there.
    public static let missingColumn = Code("missing_column", exitStatus: .badData)
    /// Two columns give the same quantity.
    public static let duplicateColumn = Code("duplicate_column", exitStatus: .badData)
    /// A row has fewer fields than the header.
    public static let tooFewFields = Code("too_few_fields", exitStatus: .badData)
    /// A row has more fields than the header.
    public static let tooManyFields = Code("too_many_fields", exitStatus: .badData)
    /// A field that should hold a number is empty.
    public static let emptyField = Code("empty_field", exitStatus: .badData)
    /// A field that should hold a number holds something else.
    public static let notANumber = Code("not_a_number", exitStatus: .badData)
    /// A number is NaN, infinite or too large.
    public static let notFinite = Code("not_finite", exitStatus: .badData)
    /// A row's time is before that of the row above.
    public static let timeBackwards = Code("time_backwards", exitStatus: .badData)
    /// A sample has a gyroscope reading where the recording has none, or the other way round.
    public static let mixedSamples = Code("mixed_samples", exitStatus: .badData)
    /// The bytes are no raw capture.
    public static let notACapture = Code("not_a_capture", exitStatus: .badData)
    /// The capture was written by a later program.
    public static let unknownVersion = Code("unknown_version", exitStatus: .badData)
  }
}
