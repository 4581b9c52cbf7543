import GRDB

/// The tables of the history, as named steps: a database is brought up to date by the steps that it lacks.
///
/// A step that has been published is never changed; what comes later is a step of its own, put at the end. The tables
/// are described in `docs/history.md`.
enum HistorySchema {
  /// The steps, in their order.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("devices, sessions, sets, reps, corrections", migrate: makeFirstTables)
    migrator.registerMigration("programs, notes, holds", migrate: addPrograms)
    migrator.registerMigration("curves", migrate: addCurves)
    return migrator
  }

  private static func makeFirstTables(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE devices (
          device INTEGER PRIMARY KEY,
          path TEXT NOT NULL,
          wire TEXT NOT NULL,
          baud INTEGER,
          rate_hz REAL,
          first_time TEXT NOT NULL,
          last_time TEXT NOT NULL,
          UNIQUE (path, wire)
        );

        CREATE TABLE sessions (
          session TEXT PRIMARY KEY NOT NULL,
          start_time TEXT NOT NULL,
          end_time TEXT,
          left_reps INTEGER NOT NULL,
          right_reps INTEGER NOT NULL,
          left_target INTEGER,
          right_target INTEGER,
          paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
          seen_time TEXT NOT NULL,
          boot_id TEXT,
          boot_s REAL
        );
        CREATE INDEX sessions_by_start_time ON sessions (start_time);

        CREATE TABLE sets (
          session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
          set_number INTEGER NOT NULL,
          side TEXT NOT NULL CHECK (side IN ('left', 'right')),
          reps INTEGER NOT NULL,
          rom_mean_deg REAL,
          rom_best_deg REAL,
          duration_s REAL,
          start_s REAL,
          end_s REAL,
          time TEXT NOT NULL,
          over INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1)),
          PRIMARY KEY (session, set_number)
        );

        CREATE TABLE reps (
          session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
          number INTEGER NOT NULL,
          time TEXT NOT NULL,
          device INTEGER REFERENCES devices,
          side TEXT NOT NULL CHECK (side IN ('left', 'right')),
          count INTEGER NOT NULL,
          set_number INTEGER NOT NULL,
          rep_in_set INTEGER NOT NULL,
          start_s REAL,
          top_s REAL,
          end_s REAL,
          at_s REAL,
          rom_deg REAL,
          top_deg REAL,
          bottom_deg REAL,
          open_s REAL,
          hold_s REAL,
          close_s REAL,
          peak_dps REAL,
          sparc REAL,
          flags TEXT NOT NULL,
          PRIMARY KEY (session, number)
        );

        CREATE TABLE corrections (
          session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
          number INTEGER NOT NULL,
          time TEXT NOT NULL,
          side TEXT NOT NULL CHECK (side IN ('left', 'right')),
          count INTEGER NOT NULL,
          PRIMARY KEY (session, number)
        );
        """)
  }

  private static func addPrograms(_ database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE sessions ADD COLUMN program TEXT;
        ALTER TABLE sessions ADD COLUMN note TEXT;

        CREATE TABLE holds (
          session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
          number INTEGER NOT NULL,
          time TEXT NOT NULL,
          spot INTEGER NOT NULL,
          state TEXT NOT NULL,
          held_s REAL,
          limit_s REAL,
          start_level INTEGER,
          level INTEGER,
          PRIMARY KEY (session, number)
        );
        """)
  }

  private static func addCurves(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE curves (
          session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
          number INTEGER NOT NULL,
          start_s REAL NOT NULL,
          step_s REAL NOT NULL,
          angle_deg TEXT NOT NULL,
          PRIMARY KEY (session, number)
        );
        """)
  }
}
