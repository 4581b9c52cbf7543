import IMUIngest
import RepDetector
import SpatialMath
import TestSupport
import Testing

@testable import repcounterd

@Suite("export", .serialized, .timeLimit(.minutes(5)))
struct ExportCommandTests {
  private let folder = TemporaryFolder()

  @Test("writes a row a sample with the orientation, the angle, the side and the phase")
  func rows() async throws {
    let out = folder.file("out.csv")
    let run = await ProgramRun(["export", folder.make("a.csv", Swings().csv), "--out", out])
    #expect(run.status == 0)
    #expect(run.output == "" && run.complaint == "")
    let lines = try #require(text(ofFile: out)).split(separator: "\n")
    #expect(lines.first == "time_s,qw,qx,qy,qz,angle_deg,side,phase")
    #expect(lines.count == 1401)
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows.allSatisfy { $0.count == 8 && Phase(rawValue: $0[7]) != nil })
    #expect(rows.first?[0] == "0.0" && rows.last?[0] == "13.99")
    #expect(
      rows.allSatisfy { row in abs(row[1...4].reduce(0) { $0 + (Double($1) ?? 9) * (Double($1) ?? 9) } - 1) < 1e-5 })
    // At the top of the second rep, 1 + 4 + 1.5 s, the arm is a radian above straight out: 57.3 degrees, on the right.
    let top = rows[650]
    #expect(abs((Double(top[5]) ?? 0) - 57.3) < 3)
    #expect(top[6] == "right")
    // Up in the sensor's frame is (sin 1, cos 1, 0): turned to earth it is z.
    let parts = try top[1...4].map { try #require(Double($0)) }
    let up = Quaternion(w: parts[0], x: parts[1], y: parts[2], z: parts[3]).rotate(Vector3(0.841_471, 0.540_302, 0))
    #expect((up - Vector3(0, 0, 1)).norm < 0.05)
  }

  @Test("- writes to standard output; the same file kinds as replay are read")
  func standardOutput() async throws {
    let path = try folder.make("a.witmotion.bin", Swings(reps: 1).witMotion)
    let run = await ProgramRun(["export", path, "--rate", "100", "--out", "-"])
    #expect(run.status == 0)
    #expect(run.lines.count == 601)
    #expect(run.lines.last?.hasPrefix("5.99,") == true)
  }

  @Test("the recording itself is never overwritten, whatever it is called")
  func sameFile() async {
    let path = folder.make("a.csv", Swings(reps: 1).csv)
    for other in [path, folder.path + "/./a.csv"] {
      let run = await ProgramRun(["export", path, "--out", other])
      #expect(run.status == 64)
      #expect(run.complaint.contains("overwrite"))
    }
    #expect(text(ofFile: path) == Swings(reps: 1).csv)
  }

  @Test("a failure on the way leaves what stood in the place as it was, and nothing beside it")
  func failure() async throws {
    let out = folder.make("out.csv", "precious")
    let run = await ProgramRun(["export", folder.make("a.csv", Swings(reps: 6).csv + "oops\n"), "--out", out])
    #expect(run.status == 65)
    #expect(text(ofFile: out) == "precious")
    #expect(await ProgramRun.shell(#"ls "$1""#, [folder.path]).lines == ["a.csv", "out.csv"])
  }

  @Test("what is not known is left empty")
  func unknown() {
    var rows = ExportRows()
    var detector = ScriptedDetector(side: nil)
    rows.append(IMUSample(time: 0, acceleration: .zero, angularRate: nil), detector)
    detector.process(time: 1, acceleration: Vector3(0.5, 0, 0), angularRate: .zero) { _ in }
    rows.append(IMUSample(time: 1.5, acceleration: .zero, angularRate: nil), detector)
    #expect(
      String(decoding: rows.take(), as: UTF8.self) == "0.0,1.0,0.0,0.0,0.0,,,rest\n1.5,1.0,0.0,0.0,0.0,28.6479,,rest\n")
    #expect(rows.take().isEmpty)
  }
}
