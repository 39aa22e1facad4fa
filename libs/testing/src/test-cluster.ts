/** The PostgreSQL cluster of this test run, as tests/setup starts it. */
export interface TestCluster {
  /** Connects as superuser, to create and drop databases. */
  adminUrl: string;
  /** Connects as the product's role to the migrated template; never open it while tests run. */
  templateUrl: string;
}

export function testCluster(): TestCluster {
  const text = process.env['TEST_CLUSTER'];
  if (!text) throw new Error('There is no test cluster: run the tests with Jest and its configuration (npm test).');
  return JSON.parse(text) as TestCluster;
}
