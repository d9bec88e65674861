-- The checked rows of a file, on the job's own connection and for its transaction only: no other session sees them, and nothing is left of them after a kill.
-- COPY into a table with row-level security is refused, into a temporary one it is not.
CREATE TEMP TABLE roster_row (
  row_number int NOT NULL, id_number bytea NOT NULL, name text COLLATE "C" NOT NULL, region_code text NOT NULL, town text NOT NULL, village text NOT NULL, born date NOT NULL,
  category text COLLATE "C" NOT NULL, identified date NOT NULL, cancels boolean NOT NULL, cancelled_month int) ON COMMIT DROP
