import './take-away.ts';
import '../../../workers/planner.worker.ts';
