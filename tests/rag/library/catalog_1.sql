-- A library as the first schema wrote it: one document, and two versions of it that both claim to be live.
CREATE TABLE documents (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    UNIQUE (id),
    UNIQUE (path)
);

CREATE TABLE drops (
    chunk INTEGER NOT NULL,
    PRIMARY KEY (chunk)
);

CREATE TABLE versions (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    date VARCHAR,
    state VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);

CREATE INDEX versions_by_name ON versions (document, version);

CREATE TABLE paragraphs (
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind VARCHAR NOT NULL,
    heading VARCHAR NOT NULL,
    page INTEGER,
    box_left FLOAT,
    box_top FLOAT,
    box_right FLOAT,
    box_bottom FLOAT,
    PRIMARY KEY (version, number),
    FOREIGN KEY(version) REFERENCES versions ("key") ON DELETE CASCADE
);

CREATE TABLE asides (
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind VARCHAR NOT NULL,
    "before" INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    level INTEGER NOT NULL,
    PRIMARY KEY (version, position),
    FOREIGN KEY(version) REFERENCES versions ("key") ON DELETE CASCADE
);

CREATE TABLE chunks (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    context TEXT NOT NULL,
    text TEXT NOT NULL,
    FOREIGN KEY(version) REFERENCES versions ("key") ON DELETE CASCADE
);

CREATE INDEX chunks_by_version ON chunks (version);

INSERT INTO documents VALUES (1, '6a50dc858413', '/a');
INSERT INTO versions VALUES
    (1, 1, '1111111111111111111111111111111111111111111111111111111111111111', '111111111111', 'A', NULL, 'live', '2026-01-01T00:00:00+00:00'),
    (2, 1, '2222222222222222222222222222222222222222222222222222222222222222', '222222222222', 'A', '2026-01-02', 'live', '2026-01-02T00:00:00+00:00');
INSERT INTO paragraphs VALUES
    (1, 1, 'The older text.', 'text', '', NULL, NULL, NULL, NULL, NULL),
    (2, 1, 'The newer text.', 'text', '', NULL, NULL, NULL, NULL, NULL);
INSERT INTO chunks VALUES (1, 1, 1, 1, 'A', 'The older text.'), (2, 2, 1, 1, 'A', 'The newer text.');
PRAGMA user_version = 1;
